// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDocuments} from "./IDocuments.sol";
import {ISubjects} from "./ISubjects.sol";

/// @title InstitutionRegistry: accredited institutions and what they attest
/// @notice Accreditors (accounts that the AccessManager gave the role) accredit institutions for named capacities,
/// suspend and revoke them. An accredited institution attests facts of its own kind: a registrar the number of an
/// official certificate, an appraiser a valuation, an insurer an export-credit policy, and so on.
///
/// Capacities: registrar, bank, appraiser, insurer, arbitrator, mediator, court, tax-authority, rating-agency, notary.
///
/// | kind of attestation      | by a          |
/// |--------------------------|---------------|
/// | registration-certificate | registrar     |
/// | contract-recordal        | registrar     |
/// | pledge-registration      | registrar     |
/// | valuation                | appraiser     |
/// | export-credit-policy     | insurer       |
/// | tax-zero-rate            | tax-authority |
/// | credit-rating            | rating-agency |
/// | guarantee                | bank, insurer |
/// | notarial-act             | notary        |
///
/// Safety: an attestation is worth what its institution is; the ledger shows who said it and whether that
/// institution is still accredited. Liveness: accreditation needs an accreditor, attestation only the institution.
interface IInstitutionRegistry is IDocuments {
    /// @notice Accredits an institution, or replaces name, capacities and profile of one.
    /// @param accreditor An account with the accreditor's role.
    /// @param institution The institution's account.
    /// @param name Its public name; not empty.
    /// @param capacities Capacities by single spaces, such as `registrar notary`.
    /// @param profile SHA-256 of its public profile, kept on IPFS as one raw block.
    /// @param nonce The accreditor's unspent nonce.
    /// @param deadline Last second (Unix time) at which the document may be used.
    struct Accreditation {
        address accreditor;
        address institution;
        string name;
        string capacities;
        bytes32 profile;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Changes the standing of an institution.
    /// @param accreditor An account with the accreditor's role.
    /// @param institution The institution's account.
    /// @param standing `accredited`, `suspended` or `revoked`; the last is final.
    /// @param reason Digest of the decision.
    /// @param nonce The accreditor's unspent nonce.
    /// @param deadline Last second (Unix time) at which the document may be used.
    struct StandingChange {
        address accreditor;
        address institution;
        string standing;
        bytes32 reason;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice A fact that an institution attests.
    /// @param institution Who attests.
    /// @param kind One of the table above.
    /// @param subjectKind What it is about: `work`, or another kind that a module has brought.
    /// @param subject Its id.
    /// @param number Official number: of the certificate, policy, recordal.
    /// @param document SHA-256 of the paper itself; zero if there is none.
    /// @param amount In minor units of the currency; zero if there is none.
    /// @param currency ISO 4217 code, empty if there is no amount.
    /// @param validFrom First day of validity, `YYYY-MM-DD`, in Beijing.
    /// @param validUntil Last day of validity, or empty if it has no end.
    /// @param nonce The institution's unspent nonce.
    /// @param deadline Last second (Unix time) at which the document may be used.
    struct Attestation {
        address institution;
        string kind;
        string subjectKind;
        bytes32 subject;
        string number;
        bytes32 document;
        uint128 amount;
        string currency;
        string validFrom;
        string validUntil;
        uint256 nonce;
        uint256 deadline;
    }

    /// @notice Takes an attestation back.
    /// @param revoker The institution that gave it, or an accreditor.
    /// @param attestation Its id: the digest of the attestation document.
    /// @param reason Digest of the decision.
    /// @param nonce The revoker's unspent nonce.
    /// @param deadline Last second (Unix time) at which the document may be used.
    struct AttestationRevocation {
        address revoker;
        bytes32 attestation;
        bytes32 reason;
        uint256 nonce;
        uint256 deadline;
    }

    enum Standing {
        None,
        Accredited,
        Suspended,
        Revoked
    }

    /// @notice What is kept of an institution, in two words.
    /// @param profile SHA-256 of its public profile.
    /// @param since Unix time of the first accreditation.
    /// @param capacities Bits in the order of the list above, registrar first.
    /// @param standing Its present standing.
    struct Institution {
        bytes32 profile;
        uint40 since;
        uint16 capacities;
        Standing standing;
    }

    /// @notice What is kept of an attestation, in three words; its id commits to all of the document.
    /// @param subject Id of what it is about.
    /// @param institution Who attested.
    /// @param issuedAt Unix time of the attestation.
    /// @param revokedAt Unix time of its revocation, or zero.
    /// @param kind Place of its kind in the table above, from 1.
    /// @param validFrom First day of validity, days since 1970-01-01.
    /// @param validUntil Last day of validity, or NO_END.
    /// @param currency ISO 4217 code, or zero.
    /// @param amount In minor units.
    struct AttestationRecord {
        bytes32 subject;
        address institution;
        uint40 issuedAt;
        uint40 revokedAt;
        uint8 kind;
        int32 validFrom;
        int32 validUntil;
        bytes3 currency;
        uint128 amount;
    }

    /// @notice An institution was accredited, or its entry replaced.
    event InstitutionAccredited(
        address indexed institution,
        address indexed accreditor,
        string name,
        uint16 capacities,
        bytes32 profile
    );

    /// @notice The standing of an institution is now this.
    event StandingChanged(
        address indexed institution,
        address indexed accreditor,
        Standing standing,
        bytes32 reason
    );

    /// @notice A fact was attested.
    event Attested(
        bytes32 indexed attestation,
        address indexed institution,
        bytes32 indexed subject,
        Attestation document
    );

    /// @notice An attestation was taken back.
    event AttestationRevoked(bytes32 indexed attestation, address indexed revoker, bytes32 reason);

    /// @notice Entries of this kind are now looked up in this registry.
    event SubjectKindSet(string subjectKind, ISubjects registry);

    /// @notice The account may not accredit: the AccessManager has not given it the role, or only with a delay.
    error InstitutionRegistry__NotAccreditor(address account);
    error InstitutionRegistry__NameMissing(address institution);
    error InstitutionRegistry__InstitutionMissing();

    /// @notice No such capacity, none at all, or not parted by single spaces.
    error InstitutionRegistry__CapacityUnknown(string capacities);

    /// @notice The institution was never accredited.
    error InstitutionRegistry__InstitutionUnknown(address institution);

    /// @notice A revoked institution stays revoked.
    error InstitutionRegistry__InstitutionRevoked(address institution);

    /// @notice None of `accredited`, `suspended`, `revoked`, or the present one again.
    error InstitutionRegistry__StandingInvalid(string standing);

    /// @notice The institution is not accredited now, or not in a capacity that attests this kind.
    error InstitutionRegistry__NotEntitled(address institution, string kind);
    error InstitutionRegistry__KindUnknown(string kind);
    error InstitutionRegistry__SubjectKindUnknown(string subjectKind);
    error InstitutionRegistry__SubjectUnknown(string subjectKind, bytes32 subject);
    error InstitutionRegistry__NumberMissing();

    /// @notice Not a code of three capital letters beside an amount, or one without the other.
    error InstitutionRegistry__CurrencyInvalid(string currency, uint128 amount);

    /// @notice No date, or the last day before the first.
    error InstitutionRegistry__ValidityInvalid(string validFrom, string validUntil);
    error InstitutionRegistry__AttestationUnknown(bytes32 attestation);
    error InstitutionRegistry__AttestationRevoked(bytes32 attestation);

    /// @notice Neither the institution that attested nor an accreditor.
    error InstitutionRegistry__NotRevoker(bytes32 attestation, address account);

    /// @notice Accredits an institution.
    function accredit(Accreditation calldata document, bytes calldata signature) external;

    /// @notice Suspends, reinstates or revokes an institution. Its attestations stay, beside its standing.
    function changeStanding(StandingChange calldata document, bytes calldata signature) external;

    /// @notice Attests a fact. The attestation's id is the document's digest.
    function attest(Attestation calldata document, bytes calldata signature) external;

    /// @notice Takes an attestation back.
    function revokeAttestation(AttestationRevocation calldata document, bytes calldata signature) external;

    /// @notice Names the registry in which entries of a kind are looked up; for the administrator alone.
    function setSubjectKind(string calldata subjectKind, ISubjects registry) external;

    /// @notice An institution, with standing None if it was never accredited.
    function institutionOf(address institution) external view returns (Institution memory);

    /// @notice Whether the institution is accredited now in all of these capacities.
    function isAccredited(address institution, uint16 capacities) external view returns (bool);

    /// @notice An attestation, with no institution if there is none.
    function attestationOf(bytes32 attestation) external view returns (AttestationRecord memory);

    /// @notice Whether the attestation is not revoked, in its term of validity, and its institution accredited now.
    function isValid(bytes32 attestation) external view returns (bool);
}
