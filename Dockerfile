# syntax=docker/dockerfile:1
# Three stages: the front end, the Python environment, and a small image that holds only what runs.
FROM node:20-bookworm-slim AS frontend
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
RUN npx vite build

FROM python:3.11-slim-bookworm AS environment
WORKDIR /srv
# Bytecode is made here once: the image writes none, and a process that compiles its libraries comes up a second later.
ENV UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir uv==0.13.8
COPY pyproject.toml uv.lock README.md ./
RUN uv sync --frozen --no-default-groups --extra cluster --no-install-project
COPY backend backend
COPY matching matching
RUN uv sync --frozen --no-default-groups --extra cluster

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/srv/.venv/bin:$PATH NUMBA_CACHE_DIR=/srv/.kernels
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin viveiro \
    && install -d -o viveiro -g viveiro /srv/var /srv/snapshots /srv/.kernels
WORKDIR /srv
COPY --from=environment /srv /srv
COPY migrations migrations
COPY --from=frontend /build/dist frontend/dist
COPY --from=frontend /build/src/core/words frontend/src/core/words
# Machine code for the matching library. Images keep whole seconds of a file's time, by which it knows its sources again;
# on another kind of processor it is compiled once more, into the same folder.
RUN find matching -name '*.py' -exec touch -d @1764547200 {} + && python -m compileall -q backend matching migrations
USER 10001:10001
RUN viveiro warm
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=3s --retries=5 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["viveiro", "serve", "--host", "0.0.0.0", "--port", "8000"]
