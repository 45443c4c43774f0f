import type { PythonCall } from '../../facts/python/python-facts.ts';
import type { Project } from '../project.ts';

const lineKeys = ['bash_command', 'command'];

/**
 * The shell line that an orchestrator's operator runs, such as Airflow's `BashOperator`; undefined where a call names none.
 * Of a formatted string the placeholders stay as they are written: the script it starts is mostly no placeholder.
 */
export function operatorLine(project: Project, path: string, call: PythonCall): string | undefined {
  for (const key of lineKeys) {
    const value = call.keywords.get(key);
    if (typeof value === 'string') return value;
    const written = value === null ? formattedLine(project, path, call, key) : undefined;
    if (written !== undefined) return written;
  }
  return undefined;
}

function formattedLine(project: Project, path: string, { argumentsSpan }: PythonCall, key: string): string | undefined {
  const written = project.file(path)?.source.text.slice(argumentsSpan.start, argumentsSpan.end) ?? '';
  return new RegExp(`\\b${key}\\s*=\\s*[fFrR]{1,2}("""|'''|"|')([\\s\\S]*?)\\1`).exec(written)?.[2];
}
