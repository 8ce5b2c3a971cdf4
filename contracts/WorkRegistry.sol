// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Cid} from "./libraries/Cid.sol";
import {Codes} from "./libraries/Codes.sol";
import {CoOwnership} from "./libraries/CoOwnership.sol";
import {Dates} from "./libraries/Dates.sol";
import {Documents} from "./libraries/Documents.sol";
import {WorkDocuments} from "./libraries/WorkDocuments.sol";
import {IERC5192} from "./interfaces/IERC5192.sol";
import {IEvidenceRegistry} from "./interfaces/IEvidenceRegistry.sol";
import {ISubjects} from "./interfaces/ISubjects.sol";
import {IWorkRegistry} from "./interfaces/IWorkRegistry.sol";

contract WorkRegistry is IWorkRegistry, ERC721, Documents, AccessManaged {
    using WorkDocuments for *;

    uint8 public constant PLEDGED = 1;
    uint8 public constant DISPUTED = 2;
    uint8 public constant FROZEN = 4;
    uint8 public constant JOINT = 1;
    uint8 public constant DERIVED = 2;
    uint8 public constant PRIOR = 4;
    uint16 public constant UNKNOWN_END = type(uint16).max;
    uint256 public constant MAX_CO_OWNERS = CoOwnership.MAX;
    uint256 public constant MAX_SOURCES = 32;

    IEvidenceRegistry public immutable EVIDENCE;

    // Owner and facts of a title share one word, which a registration pays for once and a module reads at once:
    // for that the registry keeps OpenZeppelin's owners and balances itself (_ownerOf, balanceOf, _update).
    mapping(uint256 workId => Title) private _titles;
    mapping(uint256 workId => bytes32) private _metadata;
    mapping(uint256 workId => uint40) private _priorities;
    mapping(address holder => uint256) private _holdings;
    mapping(uint256 workId => CoOwner[]) private _coOwners;
    mapping(uint256 workId => bytes32[]) private _sources;

    constructor(
        address manager,
        IEvidenceRegistry evidence
    ) ERC721("Copyright Ledger Title", "TITLE") Documents("Copyright Ledger Works") AccessManaged(manager) {
        EVIDENCE = evidence;
    }

    /// @inheritdoc IWorkRegistry
    function register(
        Registration calldata document,
        bytes calldata signature,
        Consent[] calldata consents,
        IEvidenceRegistry.Citation calldata citation
    ) external {
        uint256 workId = uint256(document.work.fingerprint);
        if (_titles[workId].status != Status.None) {
            revert WorkRegistry__FingerprintTaken(workId, _titles[workId].holder);
        }
        CoOwnership.check(document.coOwners, document.registrant);
        _checkSources(document.derivedFrom);

        bytes32 structHash = document.hash();
        bytes32 digest = _execute(
            structHash,
            document.registrant,
            document.nonce,
            document.deadline,
            signature
        );
        _requireConsents(
            WorkDocuments.REGISTRATION_CONSENT_TYPE,
            structHash,
            digest,
            CoOwnership.others(document.coOwners, document.registrant),
            consents
        );

        bytes32[] memory fingerprints = new bytes32[](1);
        fingerprints[0] = document.work.fingerprint;
        uint40 citedAt = _priority(document.deposit, citation, document.registrant, fingerprints);
        _record(document.registrant, document.work, citedAt);
        if (document.coOwners.length != 0) {
            _setCoOwners(workId, document.coOwners);
        }
        if (document.derivedFrom.length != 0) {
            _titles[workId].traits |= DERIVED;
            _sources[workId] = document.derivedFrom;
            emit SourcesNamed(workId, document.derivedFrom);
        }
    }

    /// @inheritdoc IWorkRegistry
    function registerBatch(
        Catalogue calldata document,
        bytes calldata signature,
        Work[] calldata works,
        CatalogueProof calldata proof,
        IEvidenceRegistry.Citation calldata citation
    ) external {
        if (works.length == 0) revert WorkRegistry__BatchEmpty();
        bytes32 digest = _checkStanding(
            document.hash(),
            document.registrant,
            document.nonce,
            document.deadline,
            signature
        );
        bytes32[] memory fingerprints = _checkCatalogue(document.root, works, proof);
        uint40 citedAt = _priority(document.deposit, citation, document.registrant, fingerprints);
        uint256 registered;
        for (uint256 i = 0; i < works.length; ++i) {
            if (_titles[uint256(works[i].fingerprint)].status != Status.None) {
                emit WorkSkipped(digest, uint256(works[i].fingerprint));
            } else {
                _record(document.registrant, works[i], citedAt);
                ++registered;
            }
        }
        emit CatalogueBatchRegistered(digest, document.registrant, registered);
    }

    /// @inheritdoc IWorkRegistry
    function correct(
        Correction calldata document,
        bytes calldata signature,
        Consent[] calldata consents
    ) external {
        uint256 workId = uint256(document.work);
        Title storage title = _registered(workId);
        _checkHolder(workId, document.holder);
        _checkUnencumbered(workId, FROZEN);
        if (document.metadata == 0) revert WorkRegistry__MetadataMissing(workId);
        uint16 lastProtectedYear = _lastProtectedYear(document.protectedUntil);
        if (title.lastProtectedYear != UNKNOWN_END && title.lastProtectedYear != lastProtectedYear) {
            revert WorkRegistry__ProtectionEndFixed(workId, title.lastProtectedYear);
        }
        bytes32 structHash = document.hash();
        bytes32 digest = _execute(structHash, document.holder, document.nonce, document.deadline, signature);
        _requireConsents(
            WorkDocuments.CORRECTION_CONSENT_TYPE,
            structHash,
            digest,
            CoOwnership.others(_coOwners[workId], document.holder),
            consents
        );
        _metadata[workId] = document.metadata;
        title.lastProtectedYear = lastProtectedYear;
        emit WorkCorrected(workId, document.metadata, lastProtectedYear);
        emit MetadataUpdate(workId);
    }

    /// @inheritdoc IWorkRegistry
    function assign(
        Assignment calldata document,
        bytes calldata signature,
        Consent[] calldata consents
    ) external {
        uint256 workId = uint256(document.work);
        _registered(workId);
        _checkHolder(workId, document.assignor);
        _checkUnencumbered(workId, PLEDGED | DISPUTED | FROZEN);
        if (document.agreement == 0) revert WorkRegistry__AgreementMissing(workId);
        CoOwnership.check(document.coOwners, document.assignee);
        _executeAssignment(document, signature, consents);
        if (_titles[workId].traits & JOINT != 0 || document.coOwners.length != 0) {
            _setCoOwners(workId, document.coOwners);
        }
        // Without a receiver's callback: the assignee has signed, and no foreign code runs in between.
        _transfer(document.assignor, document.assignee, workId);
        emit WorkAssigned(workId, document.assignor, document.assignee, document.agreement);
    }

    /// @inheritdoc IWorkRegistry
    function setPledged(uint256 workId, bool pledged) external restricted {
        _setEncumbrance(workId, PLEDGED, pledged);
    }

    /// @inheritdoc IWorkRegistry
    function setDisputed(uint256 workId, bool disputed) external restricted {
        _setEncumbrance(workId, DISPUTED, disputed);
    }

    /// @inheritdoc IWorkRegistry
    function setFrozen(uint256 workId, bool frozen) external restricted {
        _setEncumbrance(workId, FROZEN, frozen);
    }

    /// @inheritdoc IWorkRegistry
    function revoke(uint256 workId, bytes32 reason) external restricted {
        _registered(workId).status = Status.Revoked;
        _burn(workId);
        emit WorkRevoked(workId, reason);
    }

    /// @inheritdoc IERC721
    /// @dev There is no transfer that an approval could serve.
    function approve(address, uint256) public pure override(ERC721, IERC721) {
        revert WorkRegistry__AssignByDocument();
    }

    /// @inheritdoc IERC721
    /// @dev There is no transfer that an approval could serve.
    function setApprovalForAll(address, bool) public pure override(ERC721, IERC721) {
        revert WorkRegistry__AssignByDocument();
    }

    /// @inheritdoc IERC5192
    function locked(uint256 workId) external view returns (bool) {
        _requireOwned(workId);
        return true;
    }

    /// @notice `ipfs://<cid>` of the metadata document, computed from its digest.
    function tokenURI(uint256 workId) public view override returns (string memory) {
        _requireOwned(workId);
        return Cid.uri(_metadata[workId]);
    }

    /// @inheritdoc IERC721
    function balanceOf(address holder) public view override(ERC721, IERC721) returns (uint256) {
        if (holder == address(0)) revert ERC721InvalidOwner(address(0));
        return _holdings[holder];
    }

    /// @inheritdoc IWorkRegistry
    function titleOf(uint256 workId) external view returns (Title memory) {
        return _titles[workId];
    }

    /// @inheritdoc IWorkRegistry
    function metadataOf(uint256 workId) external view returns (bytes32) {
        return _metadata[workId];
    }

    /// @inheritdoc IWorkRegistry
    function priorityOf(uint256 workId) external view returns (uint40) {
        Title storage title = _titles[workId];
        return title.traits & PRIOR == 0 ? title.registeredAt : _priorities[workId];
    }

    /// @inheritdoc IWorkRegistry
    function coOwnersOf(uint256 workId) external view returns (CoOwner[] memory) {
        return _coOwners[workId];
    }

    /// @inheritdoc IWorkRegistry
    function sourcesOf(uint256 workId) external view returns (bytes32[] memory) {
        return _sources[workId];
    }

    /// @inheritdoc IWorkRegistry
    function protectionEndsAt(uint256 workId) external view returns (int256) {
        uint16 year = _registered(workId).lastProtectedYear;
        return year == UNKNOWN_END ? type(int256).max : Dates.yearEndInBeijing(year);
    }

    /// @inheritdoc ISubjects
    function exists(bytes32 subject) external view returns (bool) {
        return _titles[uint256(subject)].status == Status.Registered;
    }

    /// @inheritdoc IWorkRegistry
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
        )
    {
        return (
            Codes.TERRITORIES,
            Codes.LANGUAGES,
            Codes.RIGHTS,
            Codes.FORMATS,
            Codes.LEGAL_CLASSES,
            Codes.TRADE_CLASSES
        );
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        // ERC-4906 and ERC-5192 name their identifiers, the first though it declares events alone.
        return interfaceId == 0x49064906 || interfaceId == 0xb45a3c0e || super.supportsInterface(interfaceId);
    }

    /// @dev Writes a work that is not on the ledger yet, and its title.
    function _record(address holder, Work calldata work, uint40 citedAt) private {
        if (work.fingerprint == 0) revert WorkRegistry__FingerprintMissing();
        uint256 workId = uint256(work.fingerprint);
        if (bytes(work.title).length == 0) revert WorkRegistry__TitleMissing(workId);
        if (work.metadata == 0) revert WorkRegistry__MetadataMissing(workId);
        uint8 legalClass = Codes.legalClass(work.legalClass);
        if (legalClass == 0) revert WorkRegistry__LegalClassUnknown(work.legalClass);
        uint8 tradeClass = Codes.tradeClass(work.tradeClass);
        if (tradeClass == 0) revert WorkRegistry__TradeClassUnknown(work.tradeClass);
        uint16 lastProtectedYear = _lastProtectedYear(work.protectedUntil);

        _titles[workId] = Title({
            holder: address(0),
            registeredAt: uint40(block.timestamp),
            lastProtectedYear: lastProtectedYear,
            legalClass: legalClass,
            tradeClass: tradeClass,
            encumbrances: 0,
            status: Status.Registered,
            traits: 0
        });
        _metadata[workId] = work.metadata;
        // By whether a deposit was cited, not by its time: what a call costs must not hang on the second it runs in.
        if (citedAt != 0) {
            _titles[workId].traits = PRIOR;
            _priorities[workId] = citedAt;
        }
        _mint(holder, workId);
        emit WorkRegistered(
            workId,
            holder,
            work.title,
            work.metadata,
            legalClass,
            tradeClass,
            lastProtectedYear,
            citedAt == 0 ? uint40(block.timestamp) : citedAt
        );
        emit Locked(workId);
    }

    /// @dev Refuses works that do not belong to the catalogue.
    /// @return fingerprints Those of the works.
    function _checkCatalogue(
        bytes32 root,
        Work[] calldata works,
        CatalogueProof calldata proof
    ) private pure returns (bytes32[] memory fingerprints) {
        bytes32[] memory leaves = new bytes32[](works.length);
        for (uint256 i = 0; i < works.length; ++i) leaves[i] = works[i].hash();
        if (!MerkleProof.multiProofVerifyCalldata(proof.hashes, proof.flags, root, leaves)) {
            revert WorkRegistry__NotInCatalogue(root);
        }
        // The memory of the leaves serves again.
        fingerprints = leaves;
        for (uint256 i = 0; i < works.length; ++i) fingerprints[i] = works[i].fingerprint;
    }

    /// @dev Where OpenZeppelin's ERC721 looks for the owner.
    function _ownerOf(uint256 workId) internal view override returns (address) {
        return _titles[workId].holder;
    }

    /// @dev OpenZeppelin's transfers name the caller as `auth`; the registry's own movements name nobody.
    function _update(address to, uint256 workId, address auth) internal override returns (address) {
        if (auth != address(0)) revert WorkRegistry__AssignByDocument();
        address from = _titles[workId].holder;
        if (from != address(0)) --_holdings[from];
        if (to != address(0)) ++_holdings[to];
        _titles[workId].holder = to;
        emit Transfer(from, to, workId);
        return from;
    }

    /// @dev The time of the deposit that the registrant signed, or zero if it signed none.
    function _priority(
        bytes32 deposit,
        IEvidenceRegistry.Citation calldata citation,
        address registrant,
        bytes32[] memory fingerprints
    ) private view returns (uint40) {
        if (citation.root != deposit) revert WorkRegistry__CitationMismatch(deposit, citation.root);
        return deposit == 0 ? 0 : EVIDENCE.priorityOf(citation, registrant, fingerprints);
    }

    function _setCoOwners(uint256 workId, CoOwner[] calldata coOwners) private {
        if (coOwners.length == 0) _titles[workId].traits &= ~JOINT;
        else _titles[workId].traits |= JOINT;
        delete _coOwners[workId];
        for (uint256 i = 0; i < coOwners.length; ++i) _coOwners[workId].push(coOwners[i]);
        emit CoOwnersSet(workId, coOwners);
    }

    function _executeAssignment(
        Assignment calldata document,
        bytes calldata signature,
        Consent[] calldata consents
    ) private {
        address[] memory parties = CoOwnership.partiesOf(
            _coOwners[uint256(document.work)],
            document.assignor,
            document.assignee,
            document.coOwners
        );
        bytes32 structHash = document.hash();
        bytes32 digest = _execute(
            structHash,
            document.assignor,
            document.nonce,
            document.deadline,
            signature
        );
        _requireConsents(WorkDocuments.ASSIGNMENT_CONSENT_TYPE, structHash, digest, parties, consents);
    }

    function _setEncumbrance(uint256 workId, uint8 bit, bool value) private {
        Title storage title = _registered(workId);
        uint8 before = title.encumbrances;
        uint8 encumbrances = value ? before | bit : before & ~bit;
        if (encumbrances == before) revert WorkRegistry__EncumbranceUnchanged(workId, before);
        title.encumbrances = encumbrances;
        emit EncumbrancesSet(workId, encumbrances);
    }

    function _registered(uint256 workId) private view returns (Title storage title) {
        title = _titles[workId];
        if (title.status != Status.Registered) revert WorkRegistry__UnknownWork(workId);
    }

    function _checkHolder(uint256 workId, address account) private view {
        if (_ownerOf(workId) != account) revert WorkRegistry__NotHolder(workId, account);
    }

    function _checkUnencumbered(uint256 workId, uint8 bits) private view {
        uint8 encumbrances = _titles[workId].encumbrances;
        if (encumbrances & bits != 0) revert WorkRegistry__Encumbered(workId, encumbrances);
    }

    function _checkSources(bytes32[] calldata sources) private view {
        if (sources.length > MAX_SOURCES) revert WorkRegistry__SourceCount(sources.length);
        for (uint256 i = 0; i < sources.length; ++i) {
            if (i != 0 && sources[i] <= sources[i - 1]) revert WorkRegistry__SourcesNotAscending(sources[i]);
            _registered(uint256(sources[i]));
        }
    }

    function _lastProtectedYear(string calldata text) private pure returns (uint16) {
        if (bytes(text).length == 7 && bytes7(bytes(text)) == "unknown") return UNKNOWN_END;
        uint16 year = Dates.parseYearEnd(text);
        if (year == 0) revert WorkRegistry__ProtectionEndInvalid(text);
        return year;
    }
}
