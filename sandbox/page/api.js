/** The HTTP interface of the sandbox, and its errors in words. */
export class Trouble extends Error {}

const inWords = {
  operation_timeout: 'the app did not answer within 3 seconds, so Slack gave up waiting (operation_timeout).',
  dispatch_failed: 'the app answered with an error (dispatch_failed).',
  invalid_response_action: 'the app answered a submission with something Slack does not know (invalid_response_action).',
  query_too_short: 'type a little more to search.',
};

/** What Slack would show where the app failed. */
export const failureInWords = (what, { error, message }) =>
  `${what} failed: ${inWords[error] ?? `${message ?? 'Slack refused it'} (${error}).`}`;

async function read(response) {
  const text = await response.text();
  if (response.ok) return text;
  let said = text;
  try {
    said = JSON.parse(text).message ?? text;
  } catch {
    // Then it is said as it came.
  }
  throw new Trouble(said || `The sandbox answered ${response.status}.`);
}

async function ask(path, init) {
  try {
    return await read(await fetch(path, { cache: 'no-store', ...init }));
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble('The sandbox does not answer. Is it still running?');
  }
}

/** The answer as it came: whoever polls can see without reading it that nothing has changed. */
export const getText = (path) => ask(path);
export const get = async (path) => JSON.parse(await ask(path));
export const post = async (path, body = {}) => JSON.parse(await ask(path, { method: 'POST', body: JSON.stringify(body) }));
