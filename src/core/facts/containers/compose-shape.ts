/** The shape of a compose file: the Compose Specification's schema of 2026, with the keys of the 1.x to 3.x file formats that it dropped. */
import { eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag as trueOrFalse, number as anyNumber, oneOf, scalarText, text, textLike } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

const scalar = orNothing(scalarText);
/** A number may also be written as text, and so may a flag. */
const number = orNothing(textLike(/^\S+$/, scalarText));
const flag = scalar;
const texts = listOf(text);
const oneOrMany = eitherOf(text, texts);
const values = eitherOf(mapOf(scalar), texts);
const command = orNothing(oneOrMany);
const extension = /^x-/;
const names = /^[a-zA-Z0-9._-]+$/;

function map(keys: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
  return record(keys, { required, extension });
}

function keys(words: string, shape: Shape): Readonly<Record<string, Shape>> {
  return Object.fromEntries(words.split(' ').map((word) => [word, shape]));
}

const filled = textLike(/\S/);

const volume = eitherOf(
  filled,
  map(
    {
      ...keys('source target consistency', text),
      type: oneOf(['bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image']),
      read_only: flag,
      ...keys('bind volume tmpfs image', anything),
    },
    ['type'],
  ),
);

const port = eitherOf(
  anyNumber,
  filled,
  map({ ...keys('name mode host_ip protocol app_protocol', text), ...keys('target published', number) }),
);

const healthcheck = map({
  ...keys('interval timeout start_period start_interval', text),
  test: oneOrMany,
  retries: number,
  disable: flag,
});

const granted = listOf(eitherOf(text, map({ ...keys('source target uid gid', text), mode: number })));

const build = eitherOf(
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
const rollout = map({
  ...keys('delay failure_action monitor', text),
  ...keys('parallelism max_failure_ratio', number),
  order: oneOf(['start-first', 'stop-first']),
});

const deploy = orNothing(
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

const dependsOn = eitherOf(
  texts,
  mapOf(
    map(
      {
        restart: flag,
        required: trueOrFalse,
        condition: oneOf(['service_started', 'service_healthy', 'service_completed_successfully']),
      },
      ['condition'],
    ),
    { names },
  ),
);

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
  networks: eitherOf(texts, mapOf(orNothing(mapOf(anything)), { names })),
  extra_hosts: eitherOf(texts, mapOf(eitherOf(scalar, texts))),
  build,
  deploy,
  healthcheck,
  depends_on: dependsOn,
  env_file: eitherOf(text, listOf(eitherOf(text, map({ path: text, format: text, required: flag }, ['path'])))),
  container_name: filled,
  expose: listOf(scalar),
  extends: eitherOf(text, map({ service: text, file: text }, ['service'])),
  group_add: listOf(scalar),
  logging: map({ driver: text, options: anything }),
  ports: listOf(port),
  pull_policy: orNothing(
    textLike(/^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d+[wdhms])+)$/, scalarText),
  ),
  volumes: listOf(volume),
};

/** A service. */
export const serviceShape: Shape = map({
  ...containerKeys,
  // Keys of the older file formats.
  ...keys('dockerfile net volume_driver log_driver log_opt', anything),
});

const resource = orNothing(mapOf(anything));

/** The document's own keys, services left out: they are looked at one by one. */
export const composeShape: Shape = map({
  version: text,
  name: text,
  include: listOf(eitherOf(text, map({ path: oneOrMany, env_file: oneOrMany, project_directory: text }))),
  services: anything,
  ...keys('networks volumes configs secrets models jobs', orNothing(mapOf(resource, { names, extension }))),
});

/** The names a service may have. */
export const serviceName = names;

/** The keys that make a file worth loading; `version` and `name` alone do not. */
export const resourceKeys = ['services', 'include', 'networks', 'volumes', 'configs', 'secrets', 'models', 'jobs'];
