import { type Text, message } from '../../l10n/message.ts';
import { isSecondsCron } from '../ci/cron.ts';
import type { Problem } from '../format.ts';
import { metadata, textOrNothing, wholeNumber } from '../serving/object-shapes.ts';
import { orNothing, record } from '../yaml/compound-shapes.ts';
import { flag } from '../yaml/scalar-shapes.ts';
import { checkShape, rootPlace } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';

const texts = {
  cron: {
    en: '“{cron}” is no schedule of Kubeflow: its first field is seconds, then minute, hour, day, month and, if wanted, weekday.',
    pl: '„{cron}” nie jest harmonogramem Kubeflow: pierwsze pole to sekundy, potem minuta, godzina, dzień, miesiąc i ewentualnie dzień tygodnia.',
  },
} satisfies Readonly<Record<string, Text>>;

const open = { open: true } as const;
/** Source: `backend/src/crd/pkg/apis/scheduledworkflow/v1beta1/types.go` of Kubeflow Pipelines. */
const shape = record(
  {
    metadata,
    spec: orNothing(
      record(
        {
          enabled: orNothing(flag),
          maxConcurrency: wholeNumber,
          maxHistory: wholeNumber,
          noCatchup: orNothing(flag),
          trigger: orNothing(
            record(
              {
                cronSchedule: orNothing(record({ cron: textOrNothing }, open)),
                periodicSchedule: orNothing(record({ intervalSecond: wholeNumber }, open)),
              },
              open,
            ),
          ),
          pipelineName: textOrNothing,
          pipelineId: textOrNothing,
        },
        open,
      ),
    ),
  },
  open,
);

/** What Kubeflow's controller cannot read of a ScheduledWorkflow, a recurring run. */
export function scheduledWorkflowProblems(object: YamlView): readonly Problem[] {
  const cron = object.at('spec', 'trigger', 'cronSchedule', 'cron')?.string();
  const isWrong = cron !== undefined && !/[{$]/.test(cron.value) && cron.value !== '' && !isSecondsCron(cron.value);
  return [
    ...checkShape(shape, object, rootPlace(object, 'ScheduledWorkflow')),
    ...(isWrong ? [{ message: message(texts.cron, { cron: cron.value }), span: cron.span }] : []),
  ];
}
