/** Who the app is in Slack, and its key to the Web API. */
export type BotSecrets = { botToken: string; botId: string; botUserId: string };
/** Whoever opens the door to Slack needs besides what requests are signed with. */
export type SlackSecrets = BotSecrets & { signingSecret: string };

/** Where Slack's secrets come from. A rotation needs no deploy: whoever finds one refused asks for it to be read again. */
export type SecretsSource<Secrets = BotSecrets> = {
  /** Read once per container. */
  current(): Promise<Secrets>;
  /** Read again, unless that was done within the last minute. */
  reread(): Promise<Secrets>;
};
