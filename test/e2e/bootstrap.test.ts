import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { BootstrapProject, isRunning, nodeMajor, until } from "./bootstrap-project.ts";

describe("the bootstrap", () => {
  let project: BootstrapProject;
  beforeEach(() => {
    project = new BootstrapProject();
  });
  afterEach(() => project.dispose());

  it("refuses a Node older than 20 in one sentence and does nothing else", async () => {
    const old = 'Object.defineProperty(process.versions, "node", { value: "18.20.4" });';
    const { code, stdout, stderr } = await project.run([], ["--import", `data:text/javascript,${old}`]);
    expect(code).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr).to.equal(
      "This is Node 18.20.4, and the project needs Node 20 or newer: " +
        "install a current release and run the command again.\n",
    );
    expect(project.npmCalls()).to.deep.equal([]);
  });

  it("names the programs that there are when it is asked for another", async () => {
    const { code, stderr } = await project.spawn(["scripts/bootstrap.mjs", "toString"]).ended;
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^There is no program called "toString": choose one of start, test, import,.*\n$/,
    );
  });

  it("takes a Node of the pinned major from npm, once, where it runs under another", async () => {
    project.pinNode(nodeMajor + 1);
    expect(await project.run()).to.include({ code: 0, stdout: "ran" });
    expect(await project.run()).to.include({ code: 0, stdout: "ran", stderr: "" });
    const fetches = project.npmCalls().filter((call) => call.startsWith("install "));
    expect(fetches).to.have.length(1);
    expect(fetches[0])
      .to.match(new RegExp(` node-\\S+@${nodeMajor + 1} `))
      .and.contain(" --ignore-scripts ");
  });

  it("leaves standard output to the program and passes its arguments on", async () => {
    const { code, stdout, stderr } = await project.run(["a b", "--json"]);
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: "ran a b --json" });
    expect(stderr).to.match(/^Installing .*\.\.\.\nInstalling .*: done in \d+ s\n$/);
  });

  it("ends with the program's exit code", async () => {
    project.program("process.exit(7);");
    expect(await project.run()).to.include({ code: 7, signal: null });
  });

  it("dies of the signal that the program died of", async () => {
    project.program('process.kill(process.pid, "SIGKILL");');
    expect(await project.run()).to.include({ code: null, signal: "SIGKILL" });
  });

  describe("installs packages", () => {
    it("once, from the lockfile and without their scripts", async () => {
      await project.run();
      expect(await project.run()).to.include({ stdout: "ran", stderr: "" });
      expect(project.npmCalls()).to.have.length(1);
      expect(project.npmCalls()[0]).to.match(/^ci /).and.contain(" --ignore-scripts ");
    });

    it("again when the lockfile has changed", async () => {
      await project.run();
      project.lock("1.0.1");
      expect(await project.run()).to.include({ code: 0, stdout: "ran" });
      expect(project.npmCalls()).to.have.length(2);
    });

    it("again when node_modules is gone", async () => {
      await project.run();
      project.remove("node_modules");
      expect(await project.run()).to.include({ code: 0, stdout: "ran" });
      expect(project.npmCalls()).to.have.length(2);
    });

    it("again after an install that was interrupted", async () => {
      project.write("npm.hangs", "");
      const { child, ended } = project.start();
      await project.pidIn("npm.pid");
      child.kill("SIGTERM");
      expect(await ended).to.include({ code: null, signal: "SIGTERM", stdout: "" });
      project.remove("npm.hangs");
      expect(await project.run()).to.include({ code: 0, stdout: "ran" });
      expect(project.npmCalls()).to.have.length(2);
    });

    it("not over those that npm, called by hand, took from the same lockfile", async () => {
      await project.run();
      project.remove("node_modules/.bootstrap-stamp");
      project.npmRecord("1.0.0");
      expect(await project.run()).to.include({ code: 0, stdout: "ran", stderr: "" });
      expect(project.npmCalls()).to.have.length(1);
    });

    it("over those that npm, called by hand, took from another lockfile", async () => {
      await project.run();
      project.remove("node_modules/.bootstrap-stamp");
      project.npmRecord("0.9.0");
      await project.run();
      expect(project.npmCalls()).to.have.length(2);
    });

    it("or says in one sentence what to do about a registry that does not answer", async () => {
      project.write("npm.error", "");
      const { code, stdout, stderr } = await project.run();
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: "" });
      expect(stderr.trimEnd().split("\n").at(-1)).to.match(
        /^npm could not reach its registry \(ENOTFOUND\): .* run the command again\.$/,
      );
      project.remove("npm.error");
      expect(await project.run()).to.include({ code: 0, stdout: "ran" });
    });
  });

  describe("next to another run of itself", () => {
    it("waits while that one installs, and installs nothing again", async () => {
      project.write("npm.hangs", "");
      const one = project.start(["one"]);
      await project.pidIn("npm.pid");
      const other = project.start(["other"]);
      await until(() => other.stderr() !== "");
      expect(other.stderr()).to.match(/^Another run of this project is setting it up; waiting .*\n$/);
      project.remove("npm.hangs");
      expect(await one.ended).to.include({ code: 0, stdout: "ran one" });
      expect(await other.ended).to.include({ code: 0, stdout: "ran other" });
      expect(project.npmCalls()).to.have.length(1);
    });

    it("is not held up by one that was killed", async () => {
      const { pid } = spawnSync(process.execPath, ["--version"]);
      project.write(".bootstrap/lock", JSON.stringify({ pid, host: hostname(), id: "dead" }));
      expect(await project.run()).to.include({ code: 0, stdout: "ran" });
      expect(project.has(".bootstrap/lock")).to.equal(false);
    });

    it("leaves no npm at work when it is killed itself", async () => {
      project.write("npm.hangs", "");
      const { child } = project.start();
      const npm = await project.pidIn("npm.pid");
      child.kill("SIGKILL");
      await until(() => !isRunning(npm));
    });
  });

  describe("stops", () => {
    /** Says its id, then each signal that it gets; ends by itself, with code 3, soon after the first. */
    const counting = `
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.on(signal, () => {
          process.stdout.write(signal + "\\n");
          setTimeout(() => process.exit(3), 400);
        });
      }
      setInterval(() => {}, 1000);
      process.stdout.write(process.pid + "\\n");
    `;
    beforeEach(() => project.program(counting));

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      it(`the program by ${signal}, sent on once however often it comes, and waits for its end`, async () => {
        const { child, ended, stdout } = project.start();
        await until(() => stdout() !== "");
        child.kill(signal);
        await until(() => stdout().includes(signal));
        child.kill(signal);
        const { code, stdout: said } = await ended;
        expect(code).to.equal(3);
        expect(said.trimEnd().split("\n").slice(1)).to.deep.equal([signal]);
      });
    }

    it("the program when it is killed itself", async () => {
      const { child, stdout } = project.start();
      await until(() => stdout() !== "");
      child.kill("SIGKILL");
      await until(() => stdout().includes("SIGTERM"));
      const pid = Number.parseInt(stdout(), 10);
      await until(() => !isRunning(pid));
    });

    it("the program and itself when the npm above it is killed", async () => {
      const npmRun = `
        const { spawn } = require("node:child_process");
        const { pid } = spawn(process.execPath, ["scripts/bootstrap.mjs", "import"], { stdio: "inherit" });
        require("node:fs").writeFileSync("bootstrap.pid", String(pid));
      `;
      const { child, stdout } = project.spawn(["--eval", npmRun], { npm_lifecycle_event: "import" });
      await until(() => stdout() !== "");
      const bootstrap = await project.pidIn("bootstrap.pid");
      child.kill("SIGKILL");
      await until(() => stdout().includes("SIGTERM"));
      await until(() => !isRunning(bootstrap));
    });
  });
}).timeout(60_000);
