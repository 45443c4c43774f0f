import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate that nobody vouches for. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate for one host; null where openssl is not installed, which fails under CI. */
export function selfSigned(host: string): SelfSigned | null {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const kind = /^[\d.]+$/.test(host) ? 'IP' : 'DNS';
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2'];
    const made = spawnSync('openssl', [...request, '-subj', `/CN=${host}`, '-addext', `subjectAltName=${kind}:${host}`], {
      encoding: 'utf8',
    });
    if (made.status === 0) return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
    if (process.env['CI'] === 'true') throw made.error ?? new Error(made.stderr);
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
