import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type ITable, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { DeadLetters, givenUpTo } from './dead-letters.ts';
import type { MusterFunction } from './muster-function.ts';

/** Sparse: an item is in one of these only while it carries the attribute. */
const indexes = {
  // Only the place: a head that changes where it stands is not written twice, and is read as it is now.
  open: { partition: 'list', sort: 'listedAt', projectionType: ProjectionType.KEYS_ONLY },
  // The little that is asked of all at once: who is in it, whose it is, how bad it is.
  board: { partition: 'board', sort: 'boardedAt', projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['entry'] },
  unpublished: { partition: 'unpublished', sort: 'recordedAt', projectionType: ProjectionType.ALL },
  behind: { partition: 'behind', sort: 'behindAt', projectionType: ProjectionType.KEYS_ONLY },
} satisfies Record<string, { partition: string; sort: string; projectionType: ProjectionType; nonKeyAttributes?: string[] }>;

/** Heads, events, texts, ledger: the record. `Table`, not `TableV2`: its properties are what `CreateTable` takes, here and in the sandbox. */
export class RecordTable extends Construct {
  readonly table: Table;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const [indexName, { partition, sort, ...projection }] of Object.entries(indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: sort, type: AttributeType.STRING },
        ...projection,
      });
    }
    this.deadLetters = new DeadLetters(this, 'Unstreamed').queue;
  }

  /** Performs acts: consistent reads by key and one conditional transaction. */
  grantPerform(fn: MusterFunction): void {
    fn.knows({ MUSTER_TABLE: this.table.tableName });
    fn.may(['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], this.table.tableArn);
  }

  /** Performs acts that must see all there is of something: every owner that a service has had. */
  grantReadAll(fn: MusterFunction): void {
    fn.may(['dynamodb:Query'], this.table.tableArn);
  }

  /** Performs acts that rest on a record they leave as it is. */
  grantHold(fn: MusterFunction): void {
    fn.may(['dynamodb:ConditionCheckItem'], this.table.tableArn);
  }

  /** Looks how far a lane has come. */
  grantFollow(fn: MusterFunction): void {
    fn.may(['dynamodb:GetItem'], this.table.tableArn);
  }

  /** Reads the log and marks what was published; appends nothing. */
  grantMark(fn: MusterFunction): void {
    fn.knows({ MUSTER_TABLE: this.table.tableName });
    fn.may(['dynamodb:Query', 'dynamodb:UpdateItem'], this.table.tableArn);
  }

  /** Keeps one item of facts for each incident. */
  grantKeepFacts(fn: MusterFunction): void {
    fn.knows({ MUSTER_TABLE: this.table.tableName });
    fn.may(['dynamodb:UpdateItem'], this.table.tableArn);
  }

  grantList(fn: MusterFunction, ...names: (keyof typeof indexes)[]): void {
    fn.may(['dynamodb:Query'], ...names.map((name) => `${this.table.tableArn}/index/${name}`));
  }

  /** The stream's only reader. It gives up early, because every event stays marked as unpublished and the sweep brings it again. */
  onEvent(fn: MusterFunction): void {
    fn.addEventSource(
      new DynamoEventSource(this.table as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('E#') } } },
          }),
        ],
        batchSize: 25,
        maxBatchingWindow: Duration.seconds(0),
        // In order within a partition all the same; a slow incident holds up half of a shard at most.
        parallelizationFactor: 2,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 5,
        maxRecordAge: Duration.minutes(15),
        onFailure: givenUpTo(this.deadLetters, fn),
      }),
    );
    acknowledge(
      fn,
      'AwsSolutions-IAM5[Resource::*]',
      'dynamodb:ListStreams, which a stream reader needs, cannot be limited to one stream.',
    );
  }
}
