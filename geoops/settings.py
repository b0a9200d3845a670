"""The settings, each an environment variable `GEOOPS_<NAME>`; the table of them all is in docs/settings.md."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set. Every field has a description: the documentation is checked against it."""

    model_config = SettingsConfigDict(env_prefix="GEOOPS_", env_ignore_empty=True, extra="ignore")

    database_url: SecretStr | None = Field(
        default=None,
        description="PostgreSQL with PostGIS to use; empty means the private cluster under the home folder",
    )
    database_owner_url: SecretStr | None = Field(
        default=None,
        description="The same database as its owner, for migrations; empty means the database URL itself",
    )
    database_reader_url: SecretStr | None = Field(
        default=None,
        description="The same database as geoops_reader, for the OGC API; empty means the application takes that role",
    )
    home: Path = Field(
        default=Path("var"), description="Folder for the private cluster, rasters and kept raw answers"
    )
    data: Path | None = Field(
        default=None, description="Folder of reference data (boundaries, recorded events)"
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on")
    log_level: str = Field(default="info", description="debug, info, warning or error")
    log_format: str = Field(default="console", pattern="^(console|json)$", description="console or json")
    language: str = Field(
        default="vi", pattern="^(vi|en)$", description="Language where the caller states none"
    )
    max_body_mb: int = Field(default=64, ge=1, description="Largest request body taken, in MiB")
    pool_size: int = Field(default=10, ge=1, le=200, description="Database connections kept by one process")
    statement_timeout_s: int = Field(
        default=30, ge=1, description="A query of the application that takes longer is ended"
    )
    session_hours: int = Field(
        default=12, ge=1, le=24 * 30, description="A sign-in lasts this long without use"
    )
    secure_cookies: bool = Field(
        default=False, description="Send cookies over HTTPS only; set it behind a TLS proxy"
    )
    trusted_proxies: str | None = Field(
        default=None,
        description="Addresses of proxies whose X-Forwarded-For is believed, comma-separated; * for any",
    )
    basemap_url: str | None = Field(
        default=None, description="XYZ template of an online base map; empty means none"
    )
    tile_cache_mb: int = Field(default=256, ge=0, description="Memory for tiles kept by one process, in MiB")
    incident_definition: Path | None = Field(
        default=None,
        description="A province's own kinds and fields of incidents (YAML), added to those shipped",
    )
    resource_kinds: Path | None = Field(
        default=None,
        description="A province's own kinds of four on the spot (YAML), added to those shipped",
    )
    report_template: Path | None = Field(
        default=None,
        description="The office's own Word template of the situation report; empty: the one that comes with the program",
    )
    forms_folder: Path | None = Field(
        default=None,
        description="Folder where a mail server puts attached Excel forms of indicator reports; empty: none",
    )
    feed_vrain_url: str | None = Field(
        default=None,
        description="Address of the VRain gauge service; its terms of use are the operator's to agree",
    )
    feed_nchmf_url: str | None = Field(
        default=None,
        description="Address of the national commune warnings; terms of use are the operator's to agree",
    )
    feed_cap_url: str | None = Field(
        default=None, description="Address of a feed of CAP warnings (Atom or RSS), or of one CAP document"
    )
    feed_open_meteo_url: str = Field(
        default="https://api.open-meteo.com/v1/forecast",
        description="Address of the Open-Meteo forecast (free for non-commercial use, CC BY 4.0); off switches it off",
    )
    dask_scheduler: str | None = Field(
        default=None,
        description="Address of a Dask scheduler for grid archives (tcp://host:8786); empty means this machine",
    )
    feed_imerg_early_url: str | None = Field(
        default=None,
        description="Address pattern of GPM IMERG Early Run files (docs/grids.md); empty means off",
    )
    feed_imerg_late_url: str | None = Field(
        default=None, description="Address pattern of GPM IMERG Late Run files (docs/grids.md)"
    )
    feed_imerg_login: SecretStr | None = Field(
        default=None, description="Login of the IMERG server, name:password (free registration with PPS)"
    )
    feed_gfs_url: str | None = Field(
        default=None, description="Address of the NOMADS filter for GFS 0.25°; empty means off"
    )
    feed_ecmwf_url: str | None = Field(
        default=None, description="Root address of ECMWF open data; empty means off"
    )
    feed_grid_url: str | None = Field(
        default=None, description="Address pattern of any grid that feed_grid_description describes"
    )
    feed_grid_description: Path | None = Field(
        default=None, description="Description file (YAML) of the grid at feed_grid_url"
    )
    feeds_file: Path | None = Field(
        default=None,
        description="YAML file of further feeds (loggers of departments, SFTP, folders, brokers)",
    )
    feeds_secrets: Path | None = Field(
        default=None,
        description="Folder with one file per secret, its name the file's: what feeds sign in with",
    )
    feeds_private: str | None = Field(
        default=None,
        description="Hosts and networks of private addresses that feeds added over the API may ask, comma-separated",
    )
    feeds_raw_days: int = Field(
        default=14, ge=0, description="Raw answers of feeds are kept so long; 0 keeps none"
    )
    feeds_runs_days: int = Field(default=180, ge=1, description="Records of feed runs are kept so long")
    public_url: str | None = Field(
        default=None,
        description="Address under which others reach this system (https://…), for links in warnings and feeds",
    )
    cap_sender: str = Field(
        default="geoops.localhost",
        pattern=r"^[^\s,<&]+$",
        description="The sender of our CAP documents: unique in the world, for example a domain name",
    )
    cap_sender_name: str = Field(
        default="Ban Chỉ huy Phòng thủ dân sự", description="The sender's name as people read it"
    )
    cap_public: bool = Field(
        default=True, description="Whether CAP documents of the live space are open to everybody"
    )
    cap_key_folder: Path | None = Field(
        default=None,
        description="Folder of the signing key (`geoops warnings key`); empty means `secrets` under the home folder",
    )
    cap_trusted_certificates: Path | None = Field(
        default=None, description="PEM file of certificates whose signed bulletins are trusted"
    )
    cap_official_senders: str = Field(
        default="",
        description="CAP senders whose bulletins are official here, comma-separated",
    )
    sealing_key: Path | None = Field(
        default=None,
        description="File of the key that seals addresses of recipients in the database; empty means"
        " `secrets/sealing.key` under the home folder, made when first needed",
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description="Mail server for warnings: smtp://user:password@host:587 (STARTTLS), smtps://… or smtp+plain://…",
    )
    smtp_from: str = Field(default="geoops@localhost", description="Sender address of warnings by e-mail")

    @property
    def sealing_file(self) -> Path:
        """Where the key lies that seals addresses of recipients."""
        return self.sealing_key or self.home / "secrets" / "sealing.key"


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
