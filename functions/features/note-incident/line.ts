/** Whether a line may begin with a time, at a glance: whoever writes no time does not wait for a calendar to be loaded. */
export const mayBeginWithTime = (said: string): boolean => /\d/.test(said.slice(0, 60)) || /^.{0,40}\bago\b/i.test(said);
