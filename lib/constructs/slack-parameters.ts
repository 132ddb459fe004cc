import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { MusterFunction } from './muster-function.ts';

const path = '/muster/slack';
const bot = ['bot-token', 'bot-id', 'bot-user-id'];

/**
 * Slack's secrets, stored by `npm run deploy`: CloudFormation cannot create a SecureString. They are encrypted under `alias/aws/ssm`, whose
 * key policy lets whoever may read the parameter decrypt it, so there is nothing to grant on the key.
 */
export class SlackParameters extends Construct {
  /** Speaks to Slack. */
  grantSpeak(fn: MusterFunction): void {
    this.grant(fn, bot);
  }

  /** Tells besides that a request is Slack's. */
  grantVerify(fn: MusterFunction): void {
    this.grant(fn, ['signing-secret', ...bot]);
  }

  private grant(fn: MusterFunction, names: string[]): void {
    fn.knows({ MUSTER_SLACK_PARAMETERS: path });
    fn.may(['ssm:GetParameters'], ...names.map((name) => this.arn(`${path}/${name}`)));
  }

  private arn(name: string): string {
    return Stack.of(this).formatArn({ service: 'ssm', resource: `parameter${name}` });
  }
}
