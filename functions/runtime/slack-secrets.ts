export type SlackSecrets = { signingSecret: string; botToken: string; botId: string; botUserId: string };

/** Where Slack's secrets come from. A rotation needs no deploy: whoever finds one refused asks for it to be read again. */
export type SecretsSource = {
  /** Read once per container. */
  current(): Promise<SlackSecrets>;
  /** Read again, unless that was done within the last minute. */
  reread(): Promise<SlackSecrets>;
};
