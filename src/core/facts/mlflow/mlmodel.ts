import { type Text, message } from '../../l10n/message.ts';
import type { Located, Span } from '../../model/span.ts';
import { baseName, folderOf, joinPath } from '../../project/paths.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything } from '../yaml/scalar-shapes.ts';
import { type Shape, checkShape, rootPlace, valueSpan } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { MlmodelFacts } from './mlflow-facts.ts';
import { readSignaturePart } from './model-signature.ts';

const texts = {
  text: {
    en: 'The {part} of the signature must be JSON inside a text.',
    pl: 'Część „{part}” sygnatury musi być JSON-em zapisanym jako tekst.',
  },
} satisfies Readonly<Record<string, Text>>;

const signatureParts = ['inputs', 'outputs', 'params'];

/** Where each flavour keeps the version of its framework, and the package that is. */
const frameworkKeys: Readonly<Record<string, readonly [key: string, framework: string]>> = {
  catboost: ['catboost_version', 'catboost'],
  fastai: ['fastai_version', 'fastai'],
  h2o: ['h2o_version', 'h2o'],
  keras: ['keras_version', 'keras'],
  langchain: ['langchain_version', 'langchain'],
  lightgbm: ['lgb_version', 'lightgbm'],
  onnx: ['onnx_version', 'onnx'],
  openai: ['openai_version', 'openai'],
  paddle: ['paddle_version', 'paddlepaddle'],
  pmdarima: ['pmdarima_version', 'pmdarima'],
  prophet: ['prophet_version', 'prophet'],
  pytorch: ['pytorch_version', 'torch'],
  sentence_transformers: ['sentence_transformers_version', 'sentence-transformers'],
  sklearn: ['sklearn_version', 'scikit-learn'],
  spacy: ['spacy_version', 'spacy'],
  spark: ['pyspark_version', 'pyspark'],
  statsmodels: ['statsmodels_version', 'statsmodels'],
  tensorflow: ['tensorflow_version', 'tensorflow'],
  transformers: ['transformers_version', 'transformers'],
  xgboost: ['xgb_version', 'xgboost'],
};

/** Keys of flavours that name what they load. */
const pathKeys = ['model_path', 'pickled_model', 'model_data', 'data', 'saved_model_dir', 'model_binary'];

/** MLflow reads a file without checking it; what it needs later are mappings here. */
const modelShape: Shape = record(
  { flavors: orNothing(mapOf(orNothing(mapOf(anything)))), signature: orNothing(mapOf(anything)), metadata: orNothing(mapOf(anything)) },
  { open: true },
);

/** `MLmodel`: how MLflow packs a model. */
export const mlmodel: YamlFormat<'mlmodel', MlmodelFacts> = {
  kind: 'yaml',
  id: 'mlmodel',
  takesDoubledKeys: true,
  ownsName: isModelName,
  isSingle: true,
  recognise: (_root, path) => isModelName(path),
  read: (root, source) => {
    const signature = readSignature(root);
    return {
      facts: { ...readModel(root, folderOf(source.path)), signature: signature.span },
      problems: [...checkShape(modelShape, root, rootPlace(root, 'MLmodel')), ...signature.problems],
    };
  },
  inspect: (facts) => ({
    flavors: facts.flavors.map((flavor) => flavor.name.value),
    runId: facts.runId?.value ?? null,
    signature: facts.signature !== null,
    modelUuid: facts.modelUuid,
    mlflowVersion: facts.mlflowVersion?.value ?? null,
  }),
};

function isModelName(path: string): boolean {
  return baseName(path) === 'MLmodel';
}

function readModel(root: YamlView, folder: string): Omit<MlmodelFacts, 'signature'> {
  const flavors = root.get('flavors')?.entries() ?? [];
  const entries = root.entries();
  const example = root.get('saved_input_example_info');
  const paths = flavors.flatMap((flavor) => pathKeys.flatMap((key) => flavor.value.get(key)?.string()?.value ?? []));
  return {
    flavors: flavors.map((flavor) => ({
      name: { value: flavor.key, span: flavor.keySpan },
      version: versionOf(flavor.key, flavor.value)?.value ?? null,
    })),
    runId: root.get('run_id')?.text() ?? null,
    modelUuid: root.get('model_uuid')?.text()?.value ?? null,
    mlflowVersion: root.get('mlflow_version')?.text() ?? null,
    inputExample: example === undefined || example.kind === 'null' ? null : (keySpan(root, 'saved_input_example_info') ?? example.span),
    environmentFiles: inFolder(folder, environmentFiles(root.at('flavors', 'python_function', 'env'))),
    frameworks: flavors.flatMap((flavor) => {
      const version = versionOf(flavor.key, flavor.value);
      const framework = Object.hasOwn(frameworkKeys, flavor.key) ? frameworkKeys[flavor.key]?.[1] : undefined;
      return version === undefined || framework === undefined ? [] : [{ package: framework, version }];
    }),
    modelPaths: inFolder(folder, paths),
    anchor: keySpan(root, 'flavors') ?? entries[0]?.keySpan ?? { start: root.span.start, end: root.span.start },
  };
}

function versionOf(flavor: string, view: YamlView): Located<string> | undefined {
  const key = Object.hasOwn(frameworkKeys, flavor) ? frameworkKeys[flavor]?.[0] : undefined;
  return view.get(key ?? `${flavor}_version`)?.text();
}

/** One file, or one for each kind of environment. */
function environmentFiles(env: YamlView | undefined): readonly string[] {
  const file = env?.string();
  if (file !== undefined) return [file.value];
  return (env?.entries() ?? []).flatMap((entry) => entry.value.string()?.value ?? []);
}

function inFolder(folder: string, paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => joinPath(folder, path) ?? []))];
}

function keySpan(root: YamlView, key: string): Span | undefined {
  return root.entries().find((entry) => entry.key === key)?.keySpan;
}

/** A signature counts where a part of it names a field; a broken part counts as one that was meant. */
function readSignature(root: YamlView): { readonly span: Span | null; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let isThere = false;
  for (const entry of root.get('signature')?.entries() ?? []) {
    if (!signatureParts.includes(entry.key) || entry.value.kind === 'null' || entry.value.scalar === '') continue;
    const written = entry.value.string();
    const part =
      written === undefined
        ? { fields: 0, problem: message(texts.text, { part: entry.key }) }
        : readSignaturePart(entry.key, written.value);
    if (part.problem !== undefined) problems.push({ message: part.problem, span: valueSpan(entry.value, entry.keySpan) });
    isThere ||= part.fields > 0 || part.problem !== undefined;
  }
  return { span: isThere ? (keySpan(root, 'signature') ?? null) : null, problems };
}
