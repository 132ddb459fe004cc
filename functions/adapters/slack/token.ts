import type { SecretsSource } from '#runtime/slack-secrets';

const refusals = ['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive', 'not_authed'];

/** Slack's code for: this token is good for nothing any more. */
export const isTokenRefusal = (code: string | undefined): boolean => code !== undefined && refusals.includes(code);

/** For whoever cannot make a call again: what failed fails, and the next one is made with the token that is there by now. */
export const readingAgain =
  (secrets: Pick<SecretsSource, 'reread'>) =>
  async (error: unknown): Promise<never> => {
    if (isTokenRefusal((error as { data?: { error?: string } }).data?.error)) await tryReread(secrets);
    throw error;
  };

const tryReread = (secrets: Pick<SecretsSource, 'reread'>) => secrets.reread().catch(() => undefined);
