/** What a Prometheus server takes for its configuration: `config/config.go` of 3.x, with keys of older releases. */
import { listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, integer, number, scalarText } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

const words = (names: string): Readonly<Record<string, Shape>> => every(names, orNothing(scalarText));
const counts = (names: string): Readonly<Record<string, Shape>> => every(names, orNothing(integer));
const flags = (names: string): Readonly<Record<string, Shape>> => every(names, orNothing(flag));

function every(names: string, shape: Shape): Readonly<Record<string, Shape>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, shape]));
}

/** Parts that are taken as they are: each service discovery and cloud has options of its own. */
const block = orNothing(mapOf(anything));
const texts = orNothing(listOf(scalarText));
const labels = orNothing(mapOf(orNothing(scalarText)));

const relabeling = orNothing(
  listOf(record({ source_labels: texts, ...words('separator regex target_label replacement action'), modulus: orNothing(integer) })),
);

const http: Readonly<Record<string, Shape>> = {
  ...every('basic_auth authorization oauth2 tls_config proxy_connect_header http_headers', block),
  ...words('bearer_token bearer_token_file proxy_url no_proxy'),
  ...flags('follow_redirects enable_http2 proxy_from_environment'),
};

const limits: Readonly<Record<string, Shape>> = {
  ...words(
    'scrape_interval scrape_timeout body_size_limit scrape_failure_log_file metric_name_validation_scheme metric_name_escaping_scheme',
  ),
  ...counts('sample_limit target_limit label_limit label_name_length_limit label_value_length_limit keep_dropped_targets'),
  ...flags(
    'scrape_native_histograms convert_classic_histograms_to_nhcb always_scrape_classic_histograms scrape_classic_histograms extra_scrape_metrics',
  ),
  scrape_protocols: texts,
};

const global = record({ ...limits, ...words('evaluation_interval rule_query_offset query_log_file'), external_labels: labels });

const discoveries =
  'static azure consul digitalocean dns docker dockerswarm ec2 ecs elasticache eureka file gce hetzner http ionos kubernetes kuma lightsail linode ' +
  'marathon msk nerve nomad oci openstack outscale ovhcloud puppetdb rds scaleway serverset stackit triton uyuni vultr xds aws';

const targets: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(discoveries.split(' ').map((name) => [`${name}_sd_configs`, orNothing(listOf(anything))])),
  static_configs: orNothing(listOf(record({ targets: texts, labels }))),
};

const scrape = record(
  {
    ...limits,
    ...http,
    ...targets,
    ...words('job_name metrics_path scheme fallback_scrape_protocol'),
    ...flags('honor_labels honor_timestamps track_timestamps_staleness enable_compression'),
    params: orNothing(mapOf(texts)),
    native_histogram_bucket_limit: orNothing(integer),
    native_histogram_min_bucket_factor: orNothing(number),
    relabel_configs: relabeling,
    metric_relabel_configs: relabeling,
    // Only before 1.0.
    target_groups: orNothing(listOf(anything)),
  },
  { required: ['job_name'] },
);

const alertmanager = record({
  ...http,
  ...targets,
  ...words('scheme path_prefix timeout api_version'),
  sigv4: block,
  relabel_configs: relabeling,
  alert_relabel_configs: relabeling,
});

const remote: Readonly<Record<string, Shape>> = { ...http, ...words('url remote_timeout name'), headers: labels };

const remoteWrite = record(
  {
    ...remote,
    ...words('protobuf_message'),
    ...flags('send_exemplars send_native_histograms round_robin_dns'),
    ...every('queue_config metadata_config sigv4 azuread google_iam', block),
    write_relabel_configs: relabeling,
  },
  { required: ['url'] },
);

const remoteRead = record(
  { ...remote, chunked_read_limit: orNothing(integer), ...flags('read_recent filter_external_labels'), required_matchers: labels },
  { required: ['url'] },
);

/** prometheus.yml. */
export const prometheusConfigShape: Shape = record({
  global: orNothing(global),
  runtime: block,
  alerting: orNothing(record({ alert_relabel_configs: relabeling, alertmanagers: orNothing(listOf(alertmanager)) })),
  rule_files: texts,
  scrape_config_files: texts,
  scrape_configs: orNothing(listOf(scrape)),
  storage: block,
  tracing: block,
  remote_write: orNothing(listOf(remoteWrite)),
  remote_read: orNothing(listOf(remoteRead)),
  otlp: block,
});
