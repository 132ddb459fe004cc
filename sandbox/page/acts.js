import { failureInWords, get, post, Trouble } from './api.js';
import { actEnded } from './poll.js';
import { state } from './state.js';
import { complain } from './toast.js';

/** Something the acting person does. Answers what came of it, or nothing where it could not be done; that is said on the page. */
export async function act(name, body, what = 'That') {
  try {
    const answer = await post(`/as/${state.me}/${name}`, body);
    if (answer.error) complain(failureInWords(what, answer));
    return answer;
  } catch (error) {
    complainOf(error);
    return undefined;
  } finally {
    actEnded();
  }
}

/** What happens to the workspace or to time. */
export async function change(path, body) {
  try {
    return await post(path, body);
  } catch (error) {
    complainOf(error);
    return undefined;
  } finally {
    actEnded();
  }
}

export async function look(path) {
  try {
    return await get(path);
  } catch (error) {
    complainOf(error);
    return undefined;
  }
}

/** What an external select offers; where it fails, the reason is shown in its list. */
export async function optionsOf(surface, block, action, query) {
  const answer = await post(`/as/${state.me}/options`, { ...surface, block, action, query });
  if (answer.error) throw new Trouble(failureInWords('The search', answer));
  return answer.ack ?? {};
}

function complainOf(error) {
  if (!(error instanceof Trouble)) throw error;
  complain(error.message);
}
