import assert from 'node:assert/strict';
import fc from 'fast-check';
import { goTemplateProblem } from '../../../../src/core/facts/monitoring/go-template.ts';

describe('templates of alerts', () => {
  const fine = [
    'no template }} { at all',
    '{{ $labels.instance }} at {{ $value | humanize }} {{$externalURL}} {{ $externalLabels.a }}',
    '{{ if gt $value 0.5 }}high{{ else }}low{{ end }}',
    '{{ range $i, $e := query "up" }}{{ $i }}{{ $e.Value }}{{ end }}',
    '{{ $x := $value }}{{ $x }}',
    '{{ "}}" }}{{/* $nothing */}}{{ printf "$nothing" }}{{ `$nothing` }}',
    '{{- with query "up" -}}{{ . | first | value }}{{- end -}}',
  ];
  for (const text of fine) {
    it(`takes ${text}`, () => {
      assert.equal(goTemplateProblem(text), undefined);
    });
  }

  const broken: readonly (readonly [string, string, string])[] = [
    ['on {{ $labels.instance', 'open', '{{ $labels.instance'],
    ['{{ "a }}', 'open', '{{ "a }}'],
    ['{{ if $value }}x', 'block', 'if'],
    ['x{{ end }}', 'block', 'end'],
    ['{{ else }}', 'block', 'else'],
    ['{{ $label.instance }}', 'variable', '$label'],
  ];
  for (const [text, fault, word] of broken) {
    it(`refuses ${text}`, () => {
      assert.deepEqual(goTemplateProblem(text), { fault, word });
    });
  }

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('{{', '}}', '"', '`', '/*', '*/', '$a', ':=', 'if', 'end', ' ', '\\')), (parts) => {
        goTemplateProblem(parts.join(''));
      }),
    );
  });
});
