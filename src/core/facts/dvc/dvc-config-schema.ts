/** Options of `.dvc/config` over all releases, after DVC's `config_schema.py` and its forerunners. Names are in lower case, as DVC loads them. */

/** What an option's value must be. */
export type ConfigKind = 'text' | 'flag' | 'count' | 'integer' | 'number' | readonly string[];

/** Options of one kind of section by name. */
export type ConfigOptions = Readonly<Record<string, ConfigKind>>;

const links: readonly string[] = ['reflink', 'hardlink', 'symlink', 'copy'];
const shared: readonly string[] = ['group'];

const texts = (names: string): ConfigOptions => Object.fromEntries(names.split(' ').map((name) => [name, 'text' as const]));
const flags = (names: string): ConfigOptions => Object.fromEntries(names.split(' ').map((name) => [name, 'flag' as const]));
const integers = (names: string): ConfigOptions => Object.fromEntries(names.split(' ').map((name) => [name, 'integer' as const]));

const local: ConfigOptions = { shared, ...flags('protected slow_link_warning verify') };

/**
 * Options of a remote, of all storage kinds together: early releases did not tell them apart, so none makes a file invalid.
 * `type` is checked apart, since it is a list.
 */
export const remoteOptions: ConfigOptions = {
  ...local,
  ...texts(
    'url type region profile credentialpath configpath endpointurl access_key_id secret_access_key session_token sse sse_kms_key_id',
  ),
  ...texts(
    'sse_customer_algorithm sse_customer_key acl grant_read grant_read_acp grant_write_acp grant_full_control projectname user password',
  ),
  ...texts(
    'passphrase keyfile kerb_ticket kerberos_principal proxy_to token data_proxy_target connection_string sas_token account_name account_key',
  ),
  ...texts(
    'tenant_id client_id client_secret oss_key_id oss_key_secret oss_endpoint custom_auth_header method bearer_token_command cert_path key_path',
  ),
  ...texts(
    'gdrive_client_id gdrive_client_secret gdrive_user_credentials_file gdrive_service_account_email gdrive_service_account_user_email',
  ),
  ...texts('gdrive_service_account_p12_file_path gdrive_service_account_json_file_path ssl_verify replication storagepath container_name'),
  ...flags(
    'worktree no_traverse version_aware listobjects use_ssl allow_anonymous_login cache_regions ask_password ask_passphrase gss_auth',
  ),
  ...flags(
    'allow_agent kerberos use_https exclude_environment_credential exclude_visual_studio_code_credential exclude_shared_token_cache_credential',
  ),
  ...flags('exclude_managed_identity_credential gdrive_use_service_account gdrive_trash_only gdrive_acknowledge_abuse'),
  ...integers('port timeout max_sessions'),
  read_timeout: 'number',
  connect_timeout: 'number',
  connection_timeout: 'integer',
  checksum_jobs: 'count',
  jobs: 'count',
  auth: ['basic', 'digest', 'custom'],
};

/** Storage that some release can reach; '' is a path. */
export const remoteSchemes: ReadonlySet<string> = new Set([
  's3',
  'gs',
  'azure',
  'ssh',
  'hdfs',
  'webhdfs',
  'oss',
  'gdrive',
  'http',
  'https',
  'webdav',
  'webdavs',
  'remote',
]);

/** Options by section. Sections that are not here are unknown, but for the open ones. */
export const sectionOptions: Readonly<Record<string, ConfigOptions>> = {
  core: {
    ...texts('remote site_cache_dir machine loglevel cloud storagepath'),
    ...flags('interactive analytics hardlink_lock no_scm autostage experiments check_update'),
    checksum_jobs: 'count',
  },
  cache: { ...local, ...texts('local s3 gs hdfs webhdfs ssh azure dir type') },
  state: { ...texts('dir'), row_limit: 'count', row_cleanup_quota: 'integer' },
  index: texts('dir'),
  plots: { ...texts('html_template out_dir'), ...flags('auto_open') },
  exp: { ...texts('code data models metrics params plots live git_remote'), ...flags('auto_push') },
  parsing: { bool: ['store_true', 'boolean_optional'], list: ['nargs', 'append'] },
  hydra: { ...texts('config_dir config_module config_name plugins_path'), ...flags('enabled') },
  studio: { ...texts('token url repo_url'), ...flags('offline') },
  machine: {
    ...texts('cloud region image instance_type instance_gpu ssh_private startup_script setup_script'),
    ...flags('spot'),
    spot_price: 'number',
    instance_hdd_size: 'integer',
  },
  db: texts('url username password'),
};

/** Sections whose options nobody checks: experimental ones, and those of releases before 0.94. */
export const openSections: ReadonlySet<string> = new Set(['feature', 'aws', 'gcp', 'local']);

/** Values `type` may list. */
export const linkTypes: ReadonlySet<string> = new Set(links);

/** Options whose value is a credential. */
export const secretOptions: ReadonlySet<string> = new Set(
  'secret_access_key session_token sas_token account_key connection_string client_secret password passphrase token custom_auth_header oss_key_secret gdrive_client_secret sse_customer_key'.split(
    ' ',
  ),
);
