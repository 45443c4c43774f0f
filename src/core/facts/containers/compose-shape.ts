/** The shape of a compose file: the Compose Specification's schema of 2026, with the keys of the 1.x to 3.x file formats that it dropped. */
import type { MapShape, Shape } from '../yaml/yaml-shape.ts';

const anything: Shape = { kind: 'anything' };
const text: Shape = { kind: 'string' };
/** A number may also be written as text, and so may a flag. */
const number: Shape = { kind: 'text', pattern: /^\S+$/ };
const flag: Shape = { kind: 'text' };
const texts: Shape = { kind: 'list', item: text };
const oneOrMany: Shape = either(text, texts);
const nothing: Shape = { kind: 'nothing' };
const value: Shape = either(nothing, { kind: 'text' });
const values: Shape = either({ kind: 'map', keys: {}, others: value }, texts);
const command: Shape = either(nothing, text, texts);
const extension = /^x-/;
const names = /^[a-zA-Z0-9._-]+$/;

function either(...options: readonly Shape[]): Shape {
  return { kind: 'either', options };
}

function list(item: Shape): Shape {
  return { kind: 'list', item };
}

function map(keys: Readonly<Record<string, Shape>>, required: readonly string[] = []): MapShape {
  return { kind: 'map', keys, required, extension };
}

function named(others: Shape): Shape {
  return { kind: 'map', keys: {}, others, names, extension };
}

function keys(words: string, shape: Shape): Readonly<Record<string, Shape>> {
  return Object.fromEntries(words.split(' ').map((word) => [word, shape]));
}

const filled: Shape = { kind: 'string', pattern: /\S/ };

const volume: Shape = either(
  filled,
  map(
    {
      ...keys('source target consistency', text),
      type: { kind: 'text', values: ['bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'] },
      read_only: flag,
      ...keys('bind volume tmpfs image', anything),
    },
    ['type'],
  ),
);

const port: Shape = either(
  { kind: 'number' },
  filled,
  map({ ...keys('name mode host_ip protocol app_protocol', text), ...keys('target published', number) }),
);

const healthcheck: Shape = map({
  ...keys('interval timeout start_period start_interval', text),
  test: oneOrMany,
  retries: number,
  disable: flag,
});

const granted: Shape = list(either(text, map({ ...keys('source target uid gid', text), mode: number })));

const build: Shape = either(
  text,
  map({
    ...keys('context dockerfile dockerfile_inline network target isolation', text),
    ...keys('args ssh labels additional_contexts', values),
    ...keys('cache_from cache_to tags platforms entitlements', texts),
    ...keys('no_cache pull privileged provenance sbom', flag),
    no_cache_filter: oneOrMany,
    shm_size: number,
    secrets: granted,
    ...keys('ulimits extra_hosts', anything),
  }),
);

const limits: Readonly<Record<string, Shape>> = { cpus: number, memory: text };
const rollout: Shape = map({
  ...keys('delay failure_action monitor', text),
  ...keys('parallelism max_failure_ratio', number),
  order: { kind: 'text', values: ['start-first', 'stop-first'] },
});

const deploy: Shape = either(
  nothing,
  map({
    ...keys('mode endpoint_mode', text),
    replicas: number,
    labels: values,
    ...keys('rollback_config update_config', rollout),
    resources: map({
      limits: map({ ...limits, pids: number }),
      reservations: map({ ...limits, generic_resources: anything, devices: anything }),
    }),
    restart_policy: map({ ...keys('condition delay window', text), max_attempts: number }),
    placement: map({ constraints: texts, preferences: anything, max_replicas_per_node: number }),
  }),
);

const dependsOn: Shape = either(texts, {
  kind: 'map',
  keys: {},
  names,
  others: map(
    {
      restart: flag,
      required: { kind: 'boolean' },
      condition: { kind: 'text', values: ['service_started', 'service_healthy', 'service_completed_successfully'] },
    },
    ['condition'],
  ),
});

const containerKeys: Readonly<Record<string, Shape>> = {
  ...keys('image hostname domainname user working_dir platform ipc mac_address network_mode runtime stop_signal', text),
  ...keys('stop_grace_period cgroup_parent cpuset isolation userns_mode uts restart pull_refresh_after cgroup', text),
  ...keys('command entrypoint', command),
  ...keys('environment labels annotations sysctls', values),
  ...keys('cap_add cap_drop device_cgroup_rules dns_opt security_opt volumes_from links external_links profiles', texts),
  ...keys('dns dns_search tmpfs label_file', oneOrMany),
  ...keys('cpu_count cpu_percent cpu_shares cpu_quota cpu_period cpu_rt_period cpu_rt_runtime cpus mem_limit mem_reservation', number),
  ...keys('mem_swappiness memswap_limit oom_score_adj pids_limit shm_size scale', number),
  ...keys('init oom_kill_disable privileged read_only stdin_open tty attach use_api_socket', flag),
  ...keys('blkio_config credential_spec devices gpus models storage_opt ulimits umask pid provider develop', anything),
  ...keys('pre_start post_start pre_stop triggers', anything),
  ...keys('configs secrets', granted),
  networks: either(texts, { kind: 'map', keys: {}, others: either(nothing, { kind: 'map', keys: {}, others: anything }), names }),
  extra_hosts: either(texts, { kind: 'map', keys: {}, others: either({ kind: 'text' }, texts) }),
  build,
  deploy,
  healthcheck,
  depends_on: dependsOn,
  env_file: either(text, list(either(text, map({ path: text, format: text, required: flag }, ['path'])))),
  container_name: filled,
  expose: list({ kind: 'text' }),
  extends: either(text, map({ service: text, file: text }, ['service'])),
  group_add: list({ kind: 'text' }),
  logging: map({ driver: text, options: anything }),
  ports: list(port),
  pull_policy: { kind: 'text', pattern: /^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d+[wdhms])+)$/ },
  volumes: list(volume),
};

/** A service. */
export const serviceShape: Shape = map({
  ...containerKeys,
  // Keys of the older file formats.
  ...keys('dockerfile net volume_driver log_driver log_opt', anything),
});

const resource: Shape = either(nothing, { kind: 'map', keys: {}, others: anything });

/** The document's own keys, services left out: they are looked at one by one. */
export const composeShape: Shape = map({
  version: text,
  name: text,
  include: list(either(text, map({ path: oneOrMany, env_file: oneOrMany, project_directory: text }))),
  services: anything,
  ...keys('networks volumes configs secrets models jobs', either(nothing, named(resource))),
});

/** The names a service may have. */
export const serviceName = names;

/** The keys that make a file worth loading; `version` and `name` alone do not. */
export const resourceKeys = ['services', 'include', 'networks', 'volumes', 'configs', 'secrets', 'models', 'jobs'];
