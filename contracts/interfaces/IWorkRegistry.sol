// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {IERC5192} from "./IERC5192.sol";
import {IDocuments} from "./IDocuments.sol";
import {IEvidenceRegistry} from "./IEvidenceRegistry.sol";
import {ISubjects} from "./ISubjects.sol";

/// @title WorkRegistry: titles to works
/// @notice One ERC-721 token is the title to one work. Its id is the SHA-256 fingerprint of the work's master file,
/// so whoever holds the file can compute the id, and the same file cannot be registered twice.
///
/// A title moves by an assignment in writing (Copyright Law of the PRC, Art. 27) that holder, co-owners and assignee
/// sign, never by an ERC-721 transfer or approval: those are refused and every token is `locked` (ERC-5192).
/// Works with several owners keep one holder, who administers the title, beside the list of co-owners and shares
/// (Art. 14).
///
/// Safety: a title moves only with the signatures of all its owners and the assignee, or by a module that the
/// AccessManager appointed and only as its function says. A registration states what the registrant claims; it is
/// prima facie evidence and no proof of authorship (Art. 12). Liveness needs nobody's cooperation for a registration.
///
/// A work's last protected day is always a 31 December (Art. 23) or unknown (a living author). Its rights
/// end when that day ends in Beijing: at 16:00:00 UTC.
interface IWorkRegistry is IDocuments, ISubjects, IERC721, IERC4906, IERC5192 {
    /// @notice What is said of a work when it is registered.
    /// @param title The title by which its owner calls it; not empty.
    /// @param fingerprint SHA-256 of the master file, or of the manifest of a work of many files; not zero.
    /// @param metadata SHA-256 of the metadata document, kept on IPFS as one raw block; not zero.
    /// @param legalClass Code of table legalClasses@1 (Art. 3 and Ch. IV), such as `written`.
    /// @param tradeClass Code of table tradeClasses@1, such as `P03`.
    /// @param protectedUntil Last protected day, `YYYY-12-31`, or `unknown`.
    struct Work {
        string title;
        bytes32 fingerprint;
        bytes32 metadata;
        string legalClass;
        string tradeClass;
        string protectedUntil;
    }

    /// @notice One owner of a joint work.
    /// @param account The co-owner.
    /// @param shares Its parts; a share is these parts over the sum of all parts.
    struct CoOwner {
        address account;
        uint96 shares;
    }

    /// @notice Registers one work.
    /// @param registrant Becomes the holder.
    /// @param work The work.
    /// @param coOwners Empty for a sole owner, else all owners with the registrant, by ascending account.
    /// @param derivedFrom Registered works that it adapts, translates or compiles (Art. 13, 15, 16), ascending.
    /// @param deposit Root of the registrant's deposit that the registration cites for priority; zero for none.
    /// @param nonce The registrant's unspent nonce.
    /// @param deadline Last second (Unix time) at which the document may be used.
    struct Registration {
        address registrant;
        Work work;
        CoOwner[] coOwners;
        bytes32[] derivedFrom;
        bytes32 deposit;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Registers a catalogue of works of one owner, in as many batches as it takes, under one signature.
    /// @dev A standing document: its nonce stays unspent until the registrant cancels it, which stops what has not
    /// been registered yet. Each work can be registered once, so that no batch can take effect twice.
    /// @param registrant Becomes the holder of each work.
    /// @param name What the registrant calls the catalogue.
    /// @param works How many works it holds.
    /// @param root Merkle root over the EIP-712 hashes of the works (node hash: keccak256 of the sorted pair).
    /// @param deposit Root of the registrant's deposit that each batch cites for priority; zero for none.
    /// @param nonce The registrant's unspent nonce.
    /// @param deadline Last second (Unix time) at which a batch may be registered.
    struct Catalogue {
        address registrant;
        string name;
        uint256 works;
        bytes32 root;
        bytes32 deposit;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Merkle multiproof that works belong to a catalogue, for their hashes in the order of the batch.
    struct CatalogueProof {
        bytes32[] hashes;
        bool[] flags;
    }

    /// @notice Replaces the metadata document, and states the end of protection where it was unknown.
    /// @param holder The holder; co-owners consent.
    /// @param work The work.
    /// @param metadata SHA-256 of the new metadata document.
    /// @param protectedUntil The known last protected day repeated, or the one that has become known, or `unknown`.
    /// @param nonce The holder's unspent nonce.
    /// @param deadline Last second (Unix time) at which the document may be used.
    struct Correction {
        address holder;
        bytes32 work;
        bytes32 metadata;
        string protectedUntil;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Assigns a title (Art. 27), or changes the shares in it (assignee and assignor are then the same).
    /// @param assignor The holder; all co-owners, the assignee and all new co-owners consent.
    /// @param assignee The new holder.
    /// @param work The work.
    /// @param coOwners The owners afterwards: empty for the assignee alone, else all of them with the assignee.
    /// @param agreement SHA-256 of the written agreement; not zero.
    /// @param nonce The assignor's unspent nonce.
    /// @param deadline Last second (Unix time) at which the document may be used.
    struct Assignment {
        address assignor;
        address assignee;
        bytes32 work;
        CoOwner[] coOwners;
        bytes32 agreement;
        uint256 nonce;
        uint256 deadline;
    }

    enum Status {
        None,
        Registered,
        Revoked
    }

    /// @notice The title to a work, in one storage word.
    /// @param holder The owner, or the administrator of a joint work; zero once revoked.
    /// @param registeredAt Unix time of the registration.
    /// @param lastProtectedYear Year at whose end protection ends (Art. 23), or UNKNOWN_END.
    /// @param legalClass Index in legalClasses@1, from 1.
    /// @param tradeClass Index in tradeClasses@1, from 1.
    /// @param encumbrances Bits of PLEDGED, DISPUTED, FROZEN.
    /// @param status Registered or revoked; None if there never was such a work.
    /// @param traits Bits of JOINT (has co-owners), DERIVED (names sources), PRIOR (cited a deposit).
    struct Title {
        address holder;
        uint40 registeredAt;
        uint16 lastProtectedYear;
        uint8 legalClass;
        uint8 tradeClass;
        uint8 encumbrances;
        Status status;
        uint8 traits;
    }

    /// @notice A work came onto the ledger, by the title that its registrant signed.
    event WorkRegistered(
        uint256 indexed workId,
        address indexed holder,
        string title,
        bytes32 metadata,
        uint8 legalClass,
        uint8 tradeClass,
        uint16 lastProtectedYear,
        uint40 priorityAt
    );

    /// @notice The owners of a work are now these; empty if the holder alone.
    event CoOwnersSet(uint256 indexed workId, CoOwner[] coOwners);

    /// @notice A work derives from registered works.
    event SourcesNamed(uint256 indexed workId, bytes32[] sources);

    /// @notice A batch of a catalogue was taken; `registered` of its works were new.
    event CatalogueBatchRegistered(bytes32 indexed document, address indexed registrant, uint256 registered);

    /// @notice A work of a batch was left out because its fingerprint was registered before.
    event WorkSkipped(bytes32 indexed document, uint256 indexed workId);

    /// @notice A work's metadata document or end of protection changed.
    event WorkCorrected(uint256 indexed workId, bytes32 metadata, uint16 lastProtectedYear);

    /// @notice A title was assigned. The ERC-721 Transfer event stands beside it.
    event WorkAssigned(
        uint256 indexed workId,
        address indexed assignor,
        address indexed assignee,
        bytes32 agreement
    );

    /// @notice The encumbrances of a work are now these bits.
    event EncumbrancesSet(uint256 indexed workId, uint8 encumbrances);

    /// @notice A registration was revoked; its fingerprint stays taken.
    event WorkRevoked(uint256 indexed workId, bytes32 reason);

    error WorkRegistry__FingerprintMissing();
    error WorkRegistry__FingerprintTaken(uint256 workId, address holder);
    error WorkRegistry__TitleMissing(uint256 workId);
    error WorkRegistry__MetadataMissing(uint256 workId);
    error WorkRegistry__LegalClassUnknown(string code);
    error WorkRegistry__TradeClassUnknown(string code);

    /// @notice Neither `unknown` nor a 31 December (Copyright Law Art. 23).
    error WorkRegistry__ProtectionEndInvalid(string protectedUntil);

    /// @notice A known end of protection is not for the holder to change.
    error WorkRegistry__ProtectionEndFixed(uint256 workId, uint16 lastProtectedYear);

    /// @notice A joint work has from 2 to MAX_CO_OWNERS owners.
    error WorkRegistry__CoOwnerCount(uint256 count);

    /// @notice Co-owners stand by ascending account, each once.
    error WorkRegistry__CoOwnersNotAscending(address account);
    error WorkRegistry__ShareMissing(address account);
    error WorkRegistry__HolderNotCoOwner(address holder);

    /// @notice At most MAX_SOURCES sources.
    error WorkRegistry__SourceCount(uint256 count);
    error WorkRegistry__SourcesNotAscending(bytes32 source);

    /// @notice No work with this id is registered, or its registration was revoked.
    error WorkRegistry__UnknownWork(uint256 workId);
    error WorkRegistry__NotHolder(uint256 workId, address account);

    /// @notice The work is pledged, in an ownership dispute, or frozen.
    error WorkRegistry__Encumbered(uint256 workId, uint8 encumbrances);

    /// @notice A module may set what is not set, and lift what is.
    error WorkRegistry__EncumbranceUnchanged(uint256 workId, uint8 encumbrances);

    /// @notice Titles move by an assignment in writing (Copyright Law Art. 27): use `assign`.
    error WorkRegistry__AssignByDocument();
    error WorkRegistry__AgreementMissing(uint256 workId);
    error WorkRegistry__BatchEmpty();

    /// @notice What is cited is not the deposit that the registrant signed: whoever submits can neither leave it
    /// out nor put another in its place.
    error WorkRegistry__CitationMismatch(bytes32 deposit, bytes32 cited);

    /// @notice The works and the proof do not lead to the root that the registrant signed.
    error WorkRegistry__NotInCatalogue(bytes32 root);

    /// @notice Registers one work. Co-owners other than the registrant consent, in order.
    function register(
        Registration calldata document,
        bytes calldata signature,
        Consent[] calldata consents,
        IEvidenceRegistry.Citation calldata citation
    ) external;

    /// @notice Registers works of a catalogue; those registered before are left out and named in an event.
    function registerBatch(
        Catalogue calldata document,
        bytes calldata signature,
        Work[] calldata works,
        CatalogueProof calldata proof,
        IEvidenceRegistry.Citation calldata citation
    ) external;

    /// @notice Corrects a work's metadata. Co-owners other than the holder consent, in order. Not while frozen.
    function correct(
        Correction calldata document,
        bytes calldata signature,
        Consent[] calldata consents
    ) external;

    /// @notice Assigns a title. In this order, each once and without the assignor, consent: the present co-owners,
    /// the assignee, the new co-owners. Not while encumbered.
    function assign(
        Assignment calldata document,
        bytes calldata signature,
        Consent[] calldata consents
    ) external;

    /// @notice Sets or lifts PLEDGED; for the pledge module alone.
    function setPledged(uint256 workId, bool pledged) external;

    /// @notice Sets or lifts DISPUTED (an admitted claim to the ownership); for the dispute module alone.
    function setDisputed(uint256 workId, bool disputed) external;

    /// @notice Sets or lifts FROZEN (a court's order); for the dispute module alone.
    function setFrozen(uint256 workId, bool frozen) external;

    /// @notice Revokes a registration; for the dispute module alone.
    /// @param reason Digest of the ruling or decision.
    function revoke(uint256 workId, bytes32 reason) external;

    /// @notice The title to a work, with status None if there never was one.
    function titleOf(uint256 workId) external view returns (Title memory);

    /// @notice SHA-256 of the metadata document of a work, also after its registration was revoked.
    function metadataOf(uint256 workId) external view returns (bytes32);

    /// @notice Since when the work has priority (Unix time): its deposit's time if it cited one, else that of its
    /// registration.
    function priorityOf(uint256 workId) external view returns (uint40);

    /// @notice All owners of a joint work; empty for a sole owner.
    function coOwnersOf(uint256 workId) external view returns (CoOwner[] memory);

    /// @notice The registered works from which this one derives.
    function sourcesOf(uint256 workId) external view returns (bytes32[] memory);

    /// @notice The instant (Unix time, negative before 1970) at which protection ends, or the greatest int256 if
    /// its end is unknown.
    function protectionEndsAt(uint256 workId) external view returns (int256);

    /// @notice Hashes of the frozen code tables by which documents are read.
    function codeTables()
        external
        pure
        returns (
            bytes32 territories,
            bytes32 languages,
            bytes32 rights,
            bytes32 formats,
            bytes32 legalClasses,
            bytes32 tradeClasses
        );
}
