import { WebClient } from '@slack/web-api';
import { workerOptions } from './web-options.ts';

type SlackConfig = { token: string; apiUrl?: string | undefined };

export const workerClient = ({ token, apiUrl }: SlackConfig) => new WebClient(token, workerOptions(apiUrl));
