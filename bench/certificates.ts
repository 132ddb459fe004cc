import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCA, createCert } from 'mkcert';

/** A certificate for this machine, of the kind AWS and Slack have (RSA, 2048 bits), and the file of the authority behind it. */
export async function certificates(folder: string) {
  const ca = await createCA({ organization: 'Muster bench', countryCode: 'DE', state: '-', locality: '-', validity: 2 });
  const { key, cert } = await createCert({ domains: ['127.0.0.1'], validity: 2, ca });
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, ca.cert);
  return { key, cert, authority };
}
