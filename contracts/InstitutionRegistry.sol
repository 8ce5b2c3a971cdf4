// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Dates} from "./libraries/Dates.sol";
import {Documents} from "./libraries/Documents.sol";
import {InstitutionDocuments} from "./libraries/InstitutionDocuments.sol";
import {InstitutionWords} from "./libraries/InstitutionWords.sol";
import {IInstitutionRegistry} from "./interfaces/IInstitutionRegistry.sol";
import {ISubjects} from "./interfaces/ISubjects.sol";

contract InstitutionRegistry is IInstitutionRegistry, Documents, AccessManaged {
    using InstitutionDocuments for *;

    int32 public constant NO_END = type(int32).max;

    mapping(address account => Institution) private _institutions;
    mapping(bytes32 id => AttestationRecord) private _attestations;
    mapping(string subjectKind => ISubjects) private _subjects;

    constructor(address manager) Documents("Copyright Ledger Institutions") AccessManaged(manager) {}

    /// @inheritdoc IInstitutionRegistry
    function accredit(Accreditation calldata document, bytes calldata signature) external {
        _checkAccreditor(document.accreditor);
        if (document.institution == address(0)) revert InstitutionRegistry__InstitutionMissing();
        if (bytes(document.name).length == 0) revert InstitutionRegistry__NameMissing(document.institution);
        uint16 capacities = InstitutionWords.capacities(document.capacities);
        if (capacities == 0) revert InstitutionRegistry__CapacityUnknown(document.capacities);
        Institution storage institution = _institutions[document.institution];
        if (institution.standing == Standing.Revoked) {
            revert InstitutionRegistry__InstitutionRevoked(document.institution);
        }
        _execute(document.hash(), document.accreditor, document.nonce, document.deadline, signature);
        if (institution.standing == Standing.None) {
            institution.standing = Standing.Accredited;
            institution.since = uint40(block.timestamp);
        }
        institution.capacities = capacities;
        institution.profile = document.profile;
        emit InstitutionAccredited(
            document.institution,
            document.accreditor,
            document.name,
            capacities,
            document.profile
        );
    }

    /// @inheritdoc IInstitutionRegistry
    function changeStanding(StandingChange calldata document, bytes calldata signature) external {
        _checkAccreditor(document.accreditor);
        Institution storage institution = _institutions[document.institution];
        if (institution.standing == Standing.None) {
            revert InstitutionRegistry__InstitutionUnknown(document.institution);
        }
        if (institution.standing == Standing.Revoked) {
            revert InstitutionRegistry__InstitutionRevoked(document.institution);
        }
        Standing standing = InstitutionWords.standing(document.standing);
        if (standing == Standing.None || standing == institution.standing) {
            revert InstitutionRegistry__StandingInvalid(document.standing);
        }
        _execute(document.hash(), document.accreditor, document.nonce, document.deadline, signature);
        institution.standing = standing;
        emit StandingChanged(document.institution, document.accreditor, standing, document.reason);
    }

    /// @inheritdoc IInstitutionRegistry
    function attest(Attestation calldata document, bytes calldata signature) external {
        uint8 kind = _checkEntitled(document.institution, document.kind);
        _checkSubject(document.subjectKind, document.subject);
        if (bytes(document.number).length == 0) revert InstitutionRegistry__NumberMissing();
        (bool valid, bytes3 currency) = InstitutionWords.currency(document.currency);
        if (!valid || (currency == 0) != (document.amount == 0)) {
            revert InstitutionRegistry__CurrencyInvalid(document.currency, document.amount);
        }
        (int32 validFrom, int32 validUntil) = _validity(document.validFrom, document.validUntil);
        bytes32 id = _execute(
            document.hash(),
            document.institution,
            document.nonce,
            document.deadline,
            signature
        );
        _attestations[id] = AttestationRecord({
            subject: document.subject,
            institution: document.institution,
            issuedAt: uint40(block.timestamp),
            revokedAt: 0,
            kind: kind,
            validFrom: validFrom,
            validUntil: validUntil,
            currency: currency,
            amount: document.amount
        });
        emit Attested(id, document.institution, document.subject, document);
    }

    /// @inheritdoc IInstitutionRegistry
    function revokeAttestation(AttestationRevocation calldata document, bytes calldata signature) external {
        AttestationRecord storage attestation = _attestations[document.attestation];
        if (attestation.institution == address(0)) {
            revert InstitutionRegistry__AttestationUnknown(document.attestation);
        }
        if (attestation.revokedAt != 0) revert InstitutionRegistry__AttestationRevoked(document.attestation);
        if (document.revoker != attestation.institution && !_isAccreditor(document.revoker)) {
            revert InstitutionRegistry__NotRevoker(document.attestation, document.revoker);
        }
        _execute(document.hash(), document.revoker, document.nonce, document.deadline, signature);
        attestation.revokedAt = uint40(block.timestamp);
        emit AttestationRevoked(document.attestation, document.revoker, document.reason);
    }

    /// @inheritdoc IInstitutionRegistry
    function setSubjectKind(string calldata subjectKind, ISubjects registry) external restricted {
        _subjects[subjectKind] = registry;
        emit SubjectKindSet(subjectKind, registry);
    }

    /// @inheritdoc IInstitutionRegistry
    function institutionOf(address institution) external view returns (Institution memory) {
        return _institutions[institution];
    }

    /// @inheritdoc IInstitutionRegistry
    function isAccredited(address institution, uint16 capacities) external view returns (bool) {
        Institution storage entry = _institutions[institution];
        return entry.standing == Standing.Accredited && entry.capacities & capacities == capacities;
    }

    /// @inheritdoc IInstitutionRegistry
    function attestationOf(bytes32 attestation) external view returns (AttestationRecord memory) {
        return _attestations[attestation];
    }

    /// @inheritdoc IInstitutionRegistry
    function isValid(bytes32 attestation) external view returns (bool) {
        AttestationRecord storage entry = _attestations[attestation];
        if (entry.institution == address(0) || entry.revokedAt != 0) return false;
        if (_institutions[entry.institution].standing != Standing.Accredited) return false;
        int256 instant = int256(block.timestamp);
        return
            instant >= Dates.endInBeijing(entry.validFrom - 1) &&
            (entry.validUntil == NO_END || instant < Dates.endInBeijing(entry.validUntil));
    }

    /// @dev The role is that of `accredit` in the AccessManager; the signer has it, whoever submits.
    function _isAccreditor(address account) private view returns (bool immediate) {
        (immediate, ) = IAccessManager(authority()).canCall(account, address(this), this.accredit.selector);
    }

    function _checkAccreditor(address account) private view {
        if (!_isAccreditor(account)) revert InstitutionRegistry__NotAccreditor(account);
    }

    function _checkEntitled(address account, string calldata kindWord) private view returns (uint8 kind) {
        uint16 entitled;
        (kind, entitled) = InstitutionWords.kind(kindWord);
        if (kind == 0) revert InstitutionRegistry__KindUnknown(kindWord);
        Institution storage institution = _institutions[account];
        if (institution.standing != Standing.Accredited || institution.capacities & entitled == 0) {
            revert InstitutionRegistry__NotEntitled(account, kindWord);
        }
    }

    function _checkSubject(string calldata subjectKind, bytes32 subject) private view {
        ISubjects registry = _subjects[subjectKind];
        if (address(registry) == address(0)) revert InstitutionRegistry__SubjectKindUnknown(subjectKind);
        if (!registry.exists(subject)) revert InstitutionRegistry__SubjectUnknown(subjectKind, subject);
    }

    function _validity(
        string calldata fromText,
        string calldata untilText
    ) private pure returns (int32 from, int32 until) {
        bool valid;
        (valid, from) = Dates.parse(fromText);
        until = NO_END;
        if (valid && bytes(untilText).length != 0) (valid, until) = Dates.parse(untilText);
        if (!valid || until < from) revert InstitutionRegistry__ValidityInvalid(fromText, untilText);
    }
}
