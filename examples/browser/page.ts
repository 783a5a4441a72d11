/** A page that shows Pods and follows them: the browser itself connects again when the stream breaks. */
export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pods</title>
<style>
	body { font: 16px system-ui, sans-serif; margin: 2rem; }
	table { border-collapse: collapse; }
	td, th { text-align: left; padding: 0.3rem 1rem; border-bottom: 1px solid #ddd; }
</style>
<h1>Pods</h1>
<table>
	<thead><tr><th>Name</th><th>Phase</th></tr></thead>
	<tbody id="pods"></tbody>
</table>
<script type="module">
	const body = document.getElementById("pods");
	const rowOf = (key) => [...body.children].find((row) => row.dataset.key === key);
	const events = new EventSource("/events");
	// Every connection begins with all there is.
	events.addEventListener("open", () => body.replaceChildren());
	events.addEventListener("put", ({ data }) => {
		const { key, name, phase } = JSON.parse(data);
		let row = rowOf(key);
		if (row === undefined) {
			row = body.insertRow();
			row.dataset.key = key;
			row.insertCell();
			row.insertCell();
		}
		row.cells[0].textContent = name;
		row.cells[1].textContent = phase;
	});
	events.addEventListener("delete", ({ data }) => rowOf(JSON.parse(data).key)?.remove());
</script>
</html>
`;
