import { describeCheck } from '../../support/check-readiness.ts';

const owners = (text: string): string => `version: 1\nowners: ${text}\n`;

describeCheck('shared-ownership', [
  {
    name: 'business, data and platform',
    status: 'met',
    files: { 'airworthy.yaml': owners('{ business: risk@a.pl, data: ds@a.pl, platform: ops@a.pl }') },
    at: 'airworthy.yaml:2',
  },
  {
    name: 'one owner for all three',
    status: 'partial',
    files: { 'airworthy.yaml': owners('{ business: ds@a.pl, data: ds@a.pl, platform: ds@a.pl }') },
  },
  { name: 'no platform owner', status: 'partial', files: { 'airworthy.yaml': owners('{ business: risk@a.pl, data: ds@a.pl }') } },
  { name: 'a manifest without owners', status: 'missing', files: { 'airworthy.yaml': 'version: 1\n' } },
  {
    name: 'a CODEOWNERS with several teams',
    status: 'met',
    files: { '.github/CODEOWNERS': '* @org/data-science\n/k8s/ @org/platform\n/docs/ @org/risk\n' },
    at: '.github/CODEOWNERS:1',
  },
  { name: 'a CODEOWNERS with persons', status: 'partial', files: { '.github/CODEOWNERS': '* @ana\n/k8s/ @jan\n' } },
  {
    name: 'a CODEOWNERS that nobody reads',
    status: 'unknown',
    files: { 'team/CODEOWNERS': '* @org/data-science\n/k8s/ @org/platform\n/docs/ @org/risk\n' },
  },
  { name: 'one owner of everything', status: 'unknown', files: { CODEOWNERS: '* @ana\n' } },
]);
