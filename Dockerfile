# The image that web, worker and migration share.

FROM node:20-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM python:3.11-slim-bookworm
# pg_dump and pg_restore, for `geoops db backup` and `geoops db restore`
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements.txt ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY pyproject.toml README.md ./
COPY geoops ./geoops
COPY --from=web /src/geoops/static ./geoops/static
RUN pip install --no-cache-dir --no-deps . \
    && useradd --system --create-home --home-dir /var/lib/geoops geoops
USER geoops
WORKDIR /var/lib/geoops
ENV GEOOPS_HOME=/var/lib/geoops PYTHONUNBUFFERED=1
EXPOSE 8000
CMD ["geoops", "serve", "--host", "0.0.0.0"]
