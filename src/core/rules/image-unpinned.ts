import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { ImageReference } from '../facts/containers/container-facts.ts';
import type { Span } from '../model/span.ts';
import type { Project } from '../project/project.ts';
import { inQuotesOf } from './edits/yaml-entry.ts';
import { type UsedImage, usedImages } from './knowledge/images.ts';

const digest = 'sha256:9f3f3a2d1c0b4e5f60718293a4b5c6d7e8f90123456789abcdef0123456789ab';

/** An image that is another one tomorrow. */
export const imageUnpinned = defineRule({
  id: 'image-unpinned',
  title: { en: 'Container images are pinned', pl: 'Obrazy kontenerów mają ustaloną wersję' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'Without a fixed tag the next build or restart may bring another system and other libraries than those the model was tested with. Even a tag can be moved; only a digest cannot.',
    pl: 'Bez ustalonego tagu kolejna budowa lub restart może przynieść inny system i inne biblioteki niż te, z którymi testowano model. Nawet tag można przesunąć; nie da się tego zrobić tylko z sumą (digest).',
  },
  remedy: {
    en: 'Name the version, best with its digest: `image:1.2.3@sha256:…` (`docker buildx imagetools inspect IMAGE` prints it).',
    pl: 'Podaj wersję, najlepiej z sumą (digest): `obraz:1.2.3@sha256:…` (wypisze ją `docker buildx imagetools inspect OBRAZ`).',
  },
  checks: ['reproducible-environment'],
  texts: {
    noTag: {
      en: 'Image {name} has no tag: it means whatever is latest.',
      pl: 'Obraz {name} nie ma tagu: oznacza to, co akurat jest najnowsze.',
    },
    latest: { en: 'Image {name}:latest is another image after each release.', pl: 'Obraz {name}:latest zmienia się z każdym wydaniem.' },
    noDigest: {
      en: 'Image {name}:{tag} has no digest: its tag can be moved.',
      pl: 'Obraz {name}:{tag} nie ma sumy (digest): jego tag można przesunąć.',
    },
    pin: { en: 'Use {image}, as {source} does', pl: 'Użyj {image}, tak jak {source}' },
  },
  examples: {
    bad: { Dockerfile: 'FROM python:latest\n' },
    good: { Dockerfile: `FROM python:3.11.9-slim@${digest}\n` },
  },
  check({ project, report }) {
    const images = usedImages(project);
    for (const used of images) {
      const { path, image, reference } = used;
      const messageId = faultOf(reference);
      if (messageId === undefined) continue;
      const fix = pinFix(project, used, images);
      report({
        path,
        span: withoutQuotes(project, path, image.span),
        messageId,
        args: { name: reference.name, tag: reference.tag ?? '' },
        identity: `${reference.name}:${reference.tag ?? ''}`,
        ...(messageId === 'noDigest' ? { severity: 'hint' } : {}),
        ...(fix === undefined ? {} : { fix }),
      });
    }
  },
});

function faultOf({ tag, digest: known }: ImageReference): 'noTag' | 'latest' | 'noDigest' | undefined {
  if (known !== null) return undefined;
  if (tag === null) return 'noTag';
  return tag === 'latest' ? 'latest' : 'noDigest';
}

/** The same image, pinned better, in another place of the project. A digest is taken over only for the same tag. */
function pinFix(project: Project, used: UsedImage, images: readonly UsedImage[]): FixOffer<'pin'> | undefined {
  const { tag } = used.reference;
  const isVague = tag === null || tag === 'latest';
  const others = images.filter(({ reference }) => reference.name === used.reference.name && reference.tag !== 'latest');
  const better =
    others.find(({ reference }) => reference.digest !== null && (isVague || reference.tag === tag)) ??
    (isVague ? others.find(({ reference }) => reference.tag !== null) : undefined);
  if (better === undefined) return undefined;
  return {
    titleId: 'pin',
    args: { image: shortened(better.image.value), source: better.path },
    edits: [{ kind: 'replace', path: used.path, span: withoutQuotes(project, used.path, used.image.span), text: better.image.value }],
  };
}

function shortened(image: string): string {
  return image.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+/, '$1…');
}

function withoutQuotes(project: Project, path: string, span: Span): Span {
  const source = project.file(path)?.source;
  return source === undefined ? span : inQuotesOf(source, span);
}
