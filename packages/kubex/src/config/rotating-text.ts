/**
 * A text that somebody else may change on disk: read again after a while, by one reader for many callers. While it cannot be
 * read, the last text stays.
 *
 * @param lifetime - Milliseconds for which a text that was read is used.
 */
export function rotatingText(
	read: () => Promise<string>,
	{ lifetime = 60_000, now = Date.now }: { readonly lifetime?: number; readonly now?: () => number } = {},
): () => string | Promise<string> {
	let text: string | undefined;
	let until = 0;
	let reading: Promise<string> | undefined;
	const refresh = async (): Promise<string> => {
		try {
			text = await read();
			return text;
		} catch (error) {
			if (text === undefined) throw error;
			return text;
		} finally {
			until = now() + lifetime;
			reading = undefined;
		}
	};
	return () => (text !== undefined && now() < until ? text : (reading ??= refresh()));
}
