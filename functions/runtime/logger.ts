import { Logger } from '@aws-lambda-powertools/logger';

/** Ids, codes and times only: what people wrote and what Slack trusts us with stay out of the log. */
export const logger = new Logger();
