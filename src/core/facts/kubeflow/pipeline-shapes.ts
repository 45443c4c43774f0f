/**
 * The schema of compiled pipelines: `api/v2alpha1/pipeline_spec.proto` of Kubeflow Pipelines, all fields of its releases
 * from `kfp-pipeline-spec` 0.1.16 to 2.17.
 */
import { listOf, mapOf } from '../yaml/compound-shapes.ts';
import { anything, flag, text } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';
import { durationField, enumField, messageOf, numberField, structField, wholeField } from './proto-shapes.ts';

/** What both a component and an importer may hold; the server passes over unknown fields of the latter. */
const artifactTypeShape = (open: boolean): Shape =>
  messageOf(
    { schemaTitle: text, schemaUri: text, instanceSchema: text, schemaVersion: text },
    { open, oneOf: ['schemaTitle', 'schemaUri', 'instanceSchema'] },
  );
const valueShape = (open: boolean): Shape => {
  const constantValue = messageOf(
    { intValue: wholeField, doubleValue: numberField, stringValue: text },
    { open, oneOf: ['intValue', 'doubleValue', 'stringValue'] },
  );
  return messageOf(
    { constantValue, runtimeParameter: text, constant: anything },
    { open, oneOf: ['constantValue', 'runtimeParameter', 'constant'] },
  );
};
const artifactType = artifactTypeShape(false);
const value = valueShape(false);
const values = mapOf(value);

const primitiveType = enumField(['PRIMITIVE_TYPE_UNSPECIFIED', 'INT', 'DOUBLE', 'STRING']);
const parameterType = enumField([
  'PARAMETER_TYPE_ENUM_UNSPECIFIED',
  'NUMBER_DOUBLE',
  'NUMBER_INTEGER',
  'STRING',
  'BOOLEAN',
  'LIST',
  'STRUCT',
  'TASK_FINAL_STATUS',
  'TASK_CONFIG',
]);

const inputDefinitions = messageOf({
  artifacts: mapOf(messageOf({ artifactType, isArtifactList: flag, isOptional: flag, description: text })),
  parameters: mapOf(
    messageOf({
      type: primitiveType,
      parameterType,
      defaultValue: anything,
      isOptional: flag,
      description: text,
      literals: listOf(anything),
    }),
  ),
});
const outputDefinitions = messageOf({
  artifacts: mapOf(
    messageOf({
      artifactType,
      properties: values,
      customProperties: values,
      metadata: structField,
      isArtifactList: flag,
      description: text,
    }),
  ),
  parameters: mapOf(messageOf({ type: primitiveType, parameterType, description: text })),
});

const inputParameter = messageOf(
  {
    taskOutputParameter: messageOf({ producerTask: text, outputParameterKey: text }),
    runtimeValue: value,
    componentInputParameter: text,
    taskFinalStatus: messageOf({ producerTask: text }),
    parameterExpressionSelector: text,
  },
  { oneOf: ['taskOutputParameter', 'runtimeValue', 'componentInputParameter', 'taskFinalStatus'] },
);
const inputArtifact = messageOf(
  { taskOutputArtifact: messageOf({ producerTask: text, outputArtifactKey: text }), componentInputArtifact: text },
  { oneOf: ['taskOutputArtifact', 'componentInputArtifact'] },
);
const task = messageOf(
  {
    taskInfo: messageOf({ name: text }),
    inputs: messageOf({ parameters: mapOf(inputParameter), artifacts: mapOf(inputArtifact) }),
    dependentTasks: listOf(text),
    cachingOptions: messageOf({ enableCache: flag, cacheKey: text }),
    componentRef: messageOf({ name: text }),
    triggerPolicy: messageOf({
      condition: text,
      strategy: enumField(['TRIGGER_STRATEGY_UNSPECIFIED', 'ALL_UPSTREAM_TASKS_SUCCEEDED', 'ALL_UPSTREAM_TASKS_COMPLETED']),
    }),
    artifactIterator: messageOf({ items: messageOf({ inputArtifact: text }), itemInput: text }),
    parameterIterator: messageOf({
      items: messageOf({ raw: text, inputParameter: text }, { oneOf: ['raw', 'inputParameter'] }),
      itemInput: text,
    }),
    retryPolicy: messageOf({
      maxRetryCount: wholeField,
      backoffDuration: durationField,
      backoffFactor: numberField,
      backoffMaxDuration: durationField,
    }),
    iteratorPolicy: messageOf({ parallelismLimit: wholeField }),
  },
  { oneOf: ['artifactIterator', 'parameterIterator'] },
);

const parameterSelector = messageOf({ producerSubtask: text, outputParameterKey: text });
const dag = messageOf({
  tasks: mapOf(task),
  outputs: messageOf({
    artifacts: mapOf(messageOf({ artifactSelectors: listOf(messageOf({ producerSubtask: text, outputArtifactKey: text })) })),
    parameters: mapOf(
      messageOf(
        { valueFromParameter: parameterSelector, valueFromOneof: messageOf({ parameterSelectors: listOf(parameterSelector) }) },
        { oneOf: ['valueFromParameter', 'valueFromOneof'] },
      ),
    ),
  }),
});

const platform = messageOf({
  deploymentSpec: messageOf({ executors: mapOf(structField) }),
  platform: text,
  config: structField,
  pipelineConfig: messageOf({
    resourceTtlOnCompletion: wholeField,
    resourceTtlOnSuccess: wholeField,
    resourceTtlOnFailure: wholeField,
    activeDeadlineSeconds: wholeField,
    workspace: messageOf({ size: text, kubernetes: messageOf({ pvcSpecPatch: structField }) }),
  }),
});

const passthrough = enumField([
  'NONE',
  'RESOURCES',
  'ENV',
  'KUBERNETES_AFFINITY',
  'KUBERNETES_TOLERATIONS',
  'KUBERNETES_NODE_SELECTOR',
  'KUBERNETES_VOLUMES',
]);
const component = messageOf(
  {
    inputDefinitions,
    outputDefinitions,
    dag,
    executorLabel: text,
    singlePlatformSpecs: listOf(platform),
    taskConfigPassthroughs: listOf(messageOf({ field: passthrough, applyToTask: flag })),
  },
  { oneOf: ['dag', 'executorLabel'] },
);

/** The server reads executors apart from the rest, and passes over what it does not know there. */
const open = { open: true } as const;
const executor = messageOf(
  {
    container: messageOf(
      {
        image: text,
        command: listOf(text),
        args: listOf(text),
        lifecycle: structField,
        resources: messageOf(
          {
            cpuLimit: numberField,
            memoryLimit: numberField,
            cpuRequest: numberField,
            memoryRequest: numberField,
            resourceCpuLimit: text,
            resourceMemoryLimit: text,
            resourceCpuRequest: text,
            resourceMemoryRequest: text,
            accelerator: messageOf({ type: text, count: wholeField, resourceType: text, resourceCount: text }, open),
          },
          open,
        ),
        env: listOf(messageOf({ name: text, value: text }, open)),
      },
      open,
    ),
    importer: messageOf(
      {
        artifactUri: valueShape(true),
        typeSchema: artifactTypeShape(true),
        properties: mapOf(valueShape(true)),
        customProperties: mapOf(valueShape(true)),
        metadata: structField,
        reimport: flag,
      },
      open,
    ),
    resolver: structField,
    customJob: structField,
  },
  { ...open, oneOf: ['container', 'importer', 'resolver', 'customJob'] },
);

/** A pipeline: the file itself. */
export const pipelineShape = messageOf({
  pipelineInfo: messageOf({ name: text, displayName: text, description: text }),
  deploymentSpec: messageOf({ executors: mapOf(executor) }, open),
  sdkVersion: text,
  schemaVersion: text,
  components: mapOf(component),
  root: component,
  defaultPipelineRoot: text,
  // Of the first releases of schema 2.0.0.
  runtimeParameters: structField,
});

/** Settings of the platforms that run it: the second document. */
export const platformShape = messageOf({ platforms: mapOf(platform) });
