import type { PostmortemDocument } from '#domain/postmortem/document';

type Quality = PostmortemDocument['data_quality'];

/** What had no room, in sentences. */
export function leftOutSaid({ timeline_cut, timeline_left_out: entries = 0, artifacts_left_out: artifacts = 0 }: Quality): string[] {
  return [
    ...(timeline_cut ? [`The timeline is longer than what is shown here${entries > 0 ? `; entries not shown: ${entries}` : ''}.`] : []),
    ...(artifacts > 0 ? [`There are more artifacts than are shown here; not shown: ${artifacts}. They stand in the record.`] : []),
  ];
}
