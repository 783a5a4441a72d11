/** A time of the clock as the server writes it: RFC 3339 in UTC with whole seconds. */
export function timestamp(milliseconds: number): string {
	return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
