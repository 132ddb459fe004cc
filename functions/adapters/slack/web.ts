import { WebClient } from '@slack/web-api';
import { edgeOptions, workerOptions } from './web-options.ts';

type SlackConfig = { token: string; apiUrl?: string | undefined };

export const edgeClient = ({ token, apiUrl }: SlackConfig) => new WebClient(token, edgeOptions(apiUrl));
export const workerClient = ({ token, apiUrl }: SlackConfig) => new WebClient(token, workerOptions(apiUrl));
