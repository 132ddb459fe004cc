import type { HomeView } from '@slack/types';
import type { SecretsSource } from '#runtime/slack-secrets';
import { slackCalls, tryTo } from './calls.ts';

/** What somebody sees in their Home. Whom Slack refuses a Home, or who has left, has none; asking again would not change that. */
export function slackHomes({ secrets, apiUrl }: { secrets: SecretsSource; apiUrl?: string | undefined }) {
  const calls = slackCalls({ secrets, apiUrl });
  return {
    publish: (person: string, view: HomeView) => tryTo(() => calls((slack) => slack.views.publish({ user_id: person, view }))),
  };
}
