import { Stack } from 'aws-cdk-lib';
import { acknowledge } from './acknowledge.ts';
import type { MusterFunction } from './muster-function.ts';

const path = '/muster/trackers';

/** The tokens for GitHub issues and Jira. Which there are says the catalogue; another one needs no deployment. */
export function grantTrackers(fn: MusterFunction): void {
  fn.knows({ MUSTER_TRACKERS: path });
  fn.may(['ssm:GetParameters'], Stack.of(fn).formatArn({ service: 'ssm', resource: `parameter${path}/*` }));
  const finding = `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter${path}/*]`;
  acknowledge(fn, finding, 'Trackers are named in the catalogue, long after a deployment; the path holds nothing but their tokens.');
}
