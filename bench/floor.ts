import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import aws4 from 'aws4';

/** The least a door to Slack can do: read the secrets, check the signature, answer 200. */
const secret = new Promise<string>((resolve, reject) => {
  const { AWS_ENDPOINT_URL = '', AWS_REGION: region = '', MUSTER_SLACK_PARAMETERS: prefix } = process.env;
  const url = new URL(`${AWS_ENDPOINT_URL}/`);
  const Names = ['signing-secret', 'bot-token', 'bot-id', 'bot-user-id'].map((name) => `${prefix}/${name}`);
  const body = JSON.stringify({ Names, WithDecryption: true });
  const headers = { host: url.host, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.GetParameters' };
  const signed = aws4.sign({ service: 'ssm', region, method: 'POST', path: url.pathname, headers, body });
  // Deployed it is HTTPS, so that is loaded here too.
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const asking = request(url, { method: 'POST', headers: signed.headers ?? {} }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()).Parameters[0].Value));
  });
  asking.on('error', reject);
  asking.end(body);
});

type Event = { headers: Record<string, string>; body: string };
export async function handler({ headers, body }: Event) {
  const signature = `v0=${createHmac('sha256', await secret)
    .update(`v0:${headers['x-slack-request-timestamp']}:${body}`)
    .digest('hex')}`;
  return { statusCode: signature === headers['x-slack-signature'] ? 200 : 401, body: '' };
}
