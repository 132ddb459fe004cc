import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';

/** The account and region that a deployment would go to. Every account has a default bus, and its ARN names both. */
export async function account(): Promise<{ account: string; region: string }> {
  const { Arn = '' } = await new EventBridgeClient().send(new DescribeEventBusCommand({})).catch((error: Error) => {
    throw new Error(`AWS did not let us in (${error.message}). Set AWS_PROFILE or sign in, set AWS_REGION, and try again.`);
  });
  const [, , , region = '', account = ''] = Arn.split(':');
  return { account, region };
}

export async function checkBootstrapped(): Promise<void> {
  const version = '/cdk-bootstrap/hnb659fds/version';
  const { Parameters = [] } = await new SSMClient().send(new GetParametersCommand({ Names: [version] }));
  if (Parameters.length === 0) throw new Error('CDK has not been used in this account and region before. Run once: npx cdk bootstrap');
}
