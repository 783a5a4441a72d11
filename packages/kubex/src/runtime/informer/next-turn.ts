/** Lets the event loop do what waits, such as reading from sockets, before work goes on. */
export function nextTurn(): Promise<void> {
	return new Promise((resolve) => {
		setImmediate(resolve);
	});
}
