import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms.ts';
import { Doors } from './constructs/doors.ts';
import { EventBus } from './constructs/event-bus.ts';
import { Measures } from './constructs/measures.ts';
import { Monitors } from './constructs/monitors.ts';
import { MusterFunction } from './constructs/muster-function.ts';
import { Operations } from './constructs/operations.ts';
import { grantPagers } from './constructs/pager-parameters.ts';
import { Reactions } from './constructs/reactions.ts';
import { RecordTable } from './constructs/record-table.ts';
import { SlackParameters } from './constructs/slack-parameters.ts';
import { Timers } from './constructs/timers.ts';
import { grantTrackers } from './constructs/tracker-parameters.ts';

const reactTimeout = Duration.seconds(30);

export class MusterStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    // Memory buys processor time. `slack` and `react` stand between a person and help, so they get more than half a processor;
    // 5 s let `slack` finish its write and count the lateness after Slack's three have passed.
    const slack = new MusterFunction(this, 'Slack', { name: 'slack', memory: 1024, timeout: Duration.seconds(5) });
    const publish = new MusterFunction(this, 'Publish', { name: 'publish', memory: 512, timeout: Duration.seconds(30) });
    const react = new MusterFunction(this, 'React', { name: 'react', memory: 768, timeout: reactTimeout });
    const remind = new MusterFunction(this, 'Remind', { name: 'remind', memory: 512, timeout: Duration.minutes(2) });
    const measure = new MusterFunction(this, 'Measure', { name: 'measure', memory: 256, timeout: Duration.seconds(30) });
    const intake = new MusterFunction(this, 'Intake', { name: 'intake', memory: 512, timeout: Duration.seconds(10) });
    const functions = [slack, publish, react, remind, measure, intake];

    // Slack ──▶ slack
    const doors = new Doors(this, 'Doors');
    const secrets = new SlackParameters(this, 'SlackParameters');
    const requestUrl = doors.open('/slack/events', slack, { rateLimit: 50, burstLimit: 100 });
    new CfnOutput(this, 'RequestUrl', {
      value: requestUrl,
      description: 'Where Slack sends everything: the request URL in its app manifest.',
    });
    secrets.grantVerify(slack);
    for (const fn of [react, remind]) secrets.grantSpeak(fn);
    grantPagers(react);
    grantTrackers(react);

    // Monitors, pagers, trackers, CloudWatch ──▶ intake. A flood there leaves people's door open.
    doors.open('/alerts/{source}', intake, { rateLimit: 200, burstLimit: 500 });
    doors.open('/hooks/{source}', intake, { rateLimit: 20, burstLimit: 40 });
    const monitors = new Monitors(this, 'Monitors', { intake });

    // One conditional transaction ──▶ the table ── stream ──▶ publish
    const record = new RecordTable(this, 'Record');
    for (const fn of [slack, react, remind, intake]) record.grantPerform(fn);
    for (const fn of [slack, react, remind]) record.grantReadAll(fn);
    // What is learned of a message rests on its incident, to which nothing happens by that; what is over, on the alert that says so; since when
    // an overridden figure is within its limit, on the transfer.
    for (const fn of [slack, react, remind, intake]) record.grantHold(fn);
    record.grantFollow(react);
    record.grantList(slack, 'open', 'board');
    record.grantList(react, 'board');
    record.grantMark(publish);
    record.grantList(remind, 'open', 'unpublished', 'behind', 'board');
    record.onEvent(publish);

    // ──▶ the bus: the public contract
    const bus = new EventBus(this, 'Bus');
    for (const fn of [publish, remind]) bus.grantPublish(fn);

    // ──▶ the queue ──▶ react: make the world match the record
    const reactions = new Reactions(this, 'Reactions', { reactTimeout });
    for (const fn of [publish, react, remind]) reactions.grantAsk(fn);
    reactions.onRequest(react);

    // react ──▶ schedules ──▶ remind: time has come
    const timers = new Timers(this, 'Timers', { remind });
    timers.grantArm(react);
    timers.every('Sweep', 'rate(5 minutes)', { sweep: true });
    timers.every('Scan', 'cron(17 3 * * ? *)', { scan: true });

    // the bus ──▶ measure: facts for reports
    const measures = new Measures(this, 'Measures', { bus, measure });
    record.grantKeepFacts(measure);

    const alarms = new Alarms(this, 'Alarms');
    alarms.deadLetters('Stream', record.deadLetters);
    alarms.deadLetters('Reactions', reactions.deadLetters);
    alarms.deadLetters('Timers', timers.deadLetters);
    alarms.deadLetters('Measures', measures.deadLetters);
    alarms.deadLetters('Monitors', monitors.deadLetters);
    alarms.iteratorAge(publish, Duration.minutes(1));
    alarms.oldestMessage(reactions.queue, Duration.minutes(10));
    alarms.failures(functions);
    alarms.lateAcknowledgements(slack);
    alarms.unexpectedErrors(functions);

    new Operations(this, 'Operations', {
      reactions: reactions.deadLetters.queueUrl,
      timers: timers.deadLetters.queueUrl,
      measures: measures.deadLetters.queueUrl,
      stream: record.deadLetters.queueUrl,
      monitors: monitors.deadLetters.queueUrl,
      intake: intake.functionName,
      remind: remind.functionName,
      measure: measure.functionName,
    });
  }
}
