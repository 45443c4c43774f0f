/** What Alertmanager takes for its configuration: `config/config.go` of 0.28, with keys of older releases; it refuses every other key. */
import { listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, flag, scalarText } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

const every = (names: string, shape: Shape): Readonly<Record<string, Shape>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, shape]));

const word = orNothing(scalarText);
const texts = orNothing(listOf(scalarText));
const block = orNothing(mapOf(anything));
const labels = orNothing(mapOf(word));

/** The names of the lists of a receiver, without `_configs`. */
export const integrations =
  'discord email hipchat incidentio jira mattermost msteams msteamsv2 opsgenie pagerduty pushover rocketchat slack sns telegram victorops webex webhook wechat'.split(
    ' ',
  );

const global = record({
  ...every('http_config smtp_tls_config opsgenie_http_config', block),
  ...every(
    'resolve_timeout smtp_from smtp_hello smtp_smarthost smtp_auth_username smtp_auth_password smtp_auth_password_file smtp_auth_secret ' +
      'smtp_auth_secret_file smtp_auth_identity slack_api_url slack_api_url_file slack_app_token slack_app_token_file slack_app_url ' +
      'pagerduty_url opsgenie_api_url opsgenie_api_key opsgenie_api_key_file wechat_api_url wechat_api_secret wechat_api_secret_file ' +
      'wechat_api_corp_id victorops_api_url victorops_api_key victorops_api_key_file telegram_api_url telegram_bot_token ' +
      'telegram_bot_token_file webex_api_url rocketchat_api_url rocketchat_token rocketchat_token_file rocketchat_token_id ' +
      'rocketchat_token_id_file jira_api_url mattermost_webhook_url mattermost_webhook_url_file hipchat_api_url hipchat_auth_token',
    word,
  ),
  ...every('smtp_require_tls smtp_force_implicit_tls', orNothing(flag)),
});

const routeKeys: Readonly<Record<string, Shape>> = {
  ...every('receiver group_wait group_interval repeat_interval', word),
  ...every('group_by matchers mute_time_intervals active_time_intervals', texts),
  ...every('match match_re', labels),
  continue: orNothing(flag),
};

/** Routes lie below routes without an end; the shape asks for itself where one is. */
const route: Shape = {
  expected: { en: 'a mapping', pl: 'mapą' },
  accepts: (view) => view.kind === 'map',
  inside: (view, place, check) => record({ ...routeKeys, routes: orNothing(listOf(route)) }).inside(view, place, check),
};

const receiver = record({ name: word, ...every(integrations.map((name) => `${name}_configs`).join(' '), orNothing(listOf(block))) });

const inhibitRule = record({
  name: word,
  ...every('source_match source_match_re target_match target_match_re', labels),
  ...every('source_matchers target_matchers equal sources', orNothing(listOf(anything))),
});

const intervals = orNothing(listOf(record({ name: word, time_intervals: orNothing(listOf(block)) })));

/** alertmanager.yml. */
export const alertmanagerShape: Shape = record({
  global: orNothing(global),
  route: orNothing(route),
  receivers: orNothing(listOf(receiver)),
  inhibit_rules: orNothing(listOf(inhibitRule)),
  templates: texts,
  mute_time_intervals: intervals,
  time_intervals: intervals,
  tracing: block,
});
