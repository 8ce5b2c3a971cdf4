import { expect } from "chai";
import { describe, it } from "mocha";
import { formatBytes, formatDay, formatInstant, formatShare, shortHex } from "../../web/format.ts";

describe("formatDay", () => {
  it("writes the day it is given, in every time zone", () => {
    expect(formatDay("2071-12-31", "en")).to.equal("December 31, 2071");
    expect(formatDay("2071-12-31", "zh-CN")).to.equal("2071年12月31日");
  });

  it("writes days of the first centuries with their own year", () => {
    expect(formatDay("0813-12-31", "zh-CN")).to.equal("813年12月31日");
    expect(formatDay("0001-12-31", "en")).to.equal("December 31, 1");
  });

  it("shows what is no day as it came", () => {
    expect(formatDay("soon", "en")).to.equal("soon");
  });
});

describe("formatInstant", () => {
  it("names the time zone it writes in", () => {
    expect(formatInstant("2026-12-31T16:00:00Z", "en", "Asia/Shanghai")).to.equal(
      "Jan 1, 2027, 00:00:00 GMT+8",
    );
    expect(formatInstant("2026-12-31T16:00:00Z", "en", "UTC")).to.equal("Dec 31, 2026, 16:00:00 UTC");
  });

  it("shows what is no instant as it came", () => {
    expect(formatInstant("", "en")).to.equal("");
  });
});

describe("shortHex", () => {
  it("keeps both ends of an account and leaves short text alone", () => {
    expect(shortHex("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")).to.equal("0x709979…dc79C8");
    expect(shortHex("0x1234")).to.equal("0x1234");
  });
});

describe("formatBytes", () => {
  it("chooses the unit that reads best", () => {
    expect(formatBytes(0, "en")).to.equal("0 bytes");
    expect(formatBytes(999, "en")).to.equal("999 bytes");
    expect(formatBytes(1_000, "en")).to.equal("1 kB");
    expect(formatBytes(4_700_000_000, "en")).to.equal("4.7 GB");
    expect(formatBytes(5e15, "en")).to.equal("5,000 TB");
  });
});

describe("formatShare", () => {
  it("writes a part of all shares as a percentage", () => {
    expect(formatShare(2n, 3n, "en")).to.equal("66.67%");
    expect(formatShare(1n, 1n, "en")).to.equal("100%");
    expect(formatShare(0n, 0n, "en")).to.equal("0%");
    expect(formatShare(10n ** 30n, 4n * 10n ** 30n, "en")).to.equal("25%");
  });
});
