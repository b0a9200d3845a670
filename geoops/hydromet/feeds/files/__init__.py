"""Files of measurements that are fetched over SFTP or dropped into a folder."""
