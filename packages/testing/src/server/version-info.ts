/** The names of processors in this field, where they are not those of Node. */
const architectures: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** What `/version` tells of a release; the fields are those of the real server, the build's own are those of this one. */
export function versionInfo(kubernetes: string): unknown {
	const [major = "", minor = ""] = kubernetes.split(".");
	// Emulation came with 1.33; a server is compatible with the release before its own.
	const emulation =
		Number(minor) < 33
			? {}
			: {
					emulationMajor: major,
					emulationMinor: minor,
					minCompatibilityMajor: major,
					minCompatibilityMinor: String(Number(minor) - 1),
				};
	return {
		major,
		minor,
		...emulation,
		gitVersion: `v${kubernetes}`,
		gitCommit: "",
		gitTreeState: "clean",
		buildDate: "1970-01-01T00:00:00Z",
		goVersion: "kubex",
		compiler: "kubex",
		platform: `${process.platform}/${architectures[process.arch] ?? process.arch}`,
	};
}
