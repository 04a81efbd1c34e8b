# The server or a gateway, by the command that the container is given.
FROM node:24-bookworm-slim AS build
WORKDIR /kotisilta
COPY . .
RUN npm ci --no-audit --no-fund && npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /kotisilta
COPY --from=build --chown=node:node /kotisilta ./
RUN mkdir /data && chown node:node /data
USER node
ENV KOTISILTA_DATA_DIR=/data NODE_ENV=production
VOLUME /data
ENTRYPOINT ["bin/kotisilta"]
CMD ["server"]
