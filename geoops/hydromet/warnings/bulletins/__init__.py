"""CAP bulletins of others: taken in as they came, resolved to communes, shown with their issuer."""
