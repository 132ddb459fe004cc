import { createHmac } from 'node:crypto';

/** A slash command as API Gateway hands it to the function. */
export function slashCommand(text: string, secret: string) {
  const body = new URLSearchParams({
    ...{ token: 't', team_id: 'T0MUSTER', team_domain: 'harrow', channel_id: 'C0GENERAL', channel_name: 'general' },
    ...{ user_id: 'U0DANA', user_name: 'dana', command: '/incident', text, api_app_id: 'A0MUSTER', is_enterprise_install: 'false' },
    ...{ response_url: 'http://127.0.0.1:9/response', trigger_id: `${Math.random()}.${Date.now()}` },
  }).toString();
  const at = Date.now();
  const timestamp = String(Math.floor(at / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return {
    requestContext: { http: { method: 'POST', path: '/slack/events' }, timeEpoch: at },
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
    body,
    isBase64Encoded: false,
  };
}
