/** Milliseconds of a .NET time span `[days.]hh:mm:ss`; undefined for any other text. */
export function timeSpanMs(text: string): number | undefined {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const wholeHours = Number(days) * 24 + Number(hours);
  return ((wholeHours * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
