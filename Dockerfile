# One image for web, worker, beat and migrate; docker-compose.yml says which command each runs.
FROM python:3.12-slim AS libraries
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.txt

FROM python:3.12-slim
RUN useradd --uid 10001 --home-dir /var/lib/portal --create-home --shell /usr/sbin/nologin portal
COPY --from=libraries /venv /venv
COPY . /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_PRODUCTION=true \
    PORTAL_BIND=0.0.0.0 \
    PORTAL_VAR=/var/lib/portal \
    STATIC_ROOT=/app/staticfiles
RUN deploy/build
RUN install --directory --owner portal --mode 0700 /var/backups/portal
USER portal
VOLUME ["/var/lib/portal", "/var/backups/portal"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=10s --start-period=180s CMD ["python", "-I", "fce_portal/healthcheck.py"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "fce_portal.wsgi"]
