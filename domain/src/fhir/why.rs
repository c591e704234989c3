use serde_json::{Value, json};

/// Why something was not done. The words stand here and not in `app`, for they go to programs and to whoever reads their
/// logs: in both languages at once, and without a value of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// A field that is not taken here.
    Unknown,
    /// A field that must be there.
    Missing,
    /// A text where a list belongs, and the like.
    WrongShape,
    /// A code of no list that is known here.
    NotACode,
    /// No day, or one that does not exist.
    NotADate,
    /// A day to come where one that has been belongs.
    DateInFuture,
    /// A day that has been where one to come belongs.
    DateInPast,
    /// What the receiver does not say.
    NotYours,
    /// What is not the receiver's to change, or names another record.
    NotTheSame,
    /// Two things that do not go together.
    Conflicting,
    /// No JSON at all.
    NotJson,
    /// A parameter that is not known here.
    BadParameter,
    /// `If-Match` is not there, or no version.
    NoVersion,
    /// No token, or one that is unknown, over or shut.
    NoToken,
    /// A token that was not given the team's new keys.
    LeftBehind,
    /// Nothing there that the token opens: also what never was, and what was shut.
    NotFound,
    /// This address is not asked in this way.
    NotAllowed,
    /// Another version of FHIR, or another format.
    NotAcceptable,
    /// The table of states does not lead from what stands to what was sent.
    CannotFollow,
    /// It was changed since that version.
    Stale,
    /// More than is taken at once.
    TooLarge,
    /// No FHIR JSON by its own word.
    WrongType,
    /// No address that can be told something.
    NotAnAddress,
    /// A host that the operator did not name.
    HostNotNamed,
    /// The operator named no host at all.
    NoSignals,
    /// Too many tries.
    Throttled,
    /// The database is not there.
    Unavailable,
}

impl Why {
    /// Every one, for who describes them.
    pub const ALL: &'static [Self] = &[
        Self::Unknown,
        Self::Missing,
        Self::WrongShape,
        Self::NotACode,
        Self::NotADate,
        Self::DateInFuture,
        Self::DateInPast,
        Self::NotYours,
        Self::NotTheSame,
        Self::Conflicting,
        Self::NotJson,
        Self::BadParameter,
        Self::NoVersion,
        Self::NoToken,
        Self::LeftBehind,
        Self::NotFound,
        Self::NotAllowed,
        Self::NotAcceptable,
        Self::CannotFollow,
        Self::Stale,
        Self::TooLarge,
        Self::WrongType,
        Self::NotAnAddress,
        Self::HostNotNamed,
        Self::NoSignals,
        Self::Throttled,
        Self::Unavailable,
    ];

    /// The status of HTTP.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::NotJson | Self::BadParameter | Self::NoVersion => 400,
            Self::NoToken => 401,
            Self::LeftBehind => 403,
            Self::NotFound => 404,
            Self::NotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::CannotFollow => 409,
            Self::Stale => 412,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::Throttled => 429,
            Self::NoSignals => 501,
            Self::Unavailable => 503,
            _ => 422,
        }
    }

    /// The code of the issue (FHIR R4 IssueType).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown | Self::WrongShape | Self::NotJson => "structure",
            Self::Missing | Self::NoVersion => "required",
            Self::NotACode => "code-invalid",
            Self::NotADate
            | Self::DateInFuture
            | Self::DateInPast
            | Self::BadParameter
            | Self::NotTheSame
            | Self::NotAnAddress => "value",
            Self::NotYours | Self::Conflicting | Self::HostNotNamed => "business-rule",
            Self::NoToken => "login",
            Self::LeftBehind => "forbidden",
            Self::NotFound => "not-found",
            Self::NotAllowed | Self::NotAcceptable | Self::WrongType | Self::NoSignals => "not-supported",
            Self::CannotFollow | Self::Stale => "conflict",
            Self::TooLarge => "too-long",
            Self::Throttled => "throttled",
            Self::Unavailable => "transient",
        }
    }

    /// In English and in Vietnamese.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Unknown => ("This field is not taken here.", "Ở đây không nhận trường này."),
            Self::Missing => ("This field is required.", "Thiếu trường này."),
            Self::WrongShape => ("The value has the wrong shape.", "Giá trị không đúng kiểu."),
            Self::NotACode => ("This code is not in the list.", "Mã này không có trong danh mục."),
            Self::NotADate => ("This is not a date.", "Đây không phải là ngày hợp lệ."),
            Self::DateInFuture => ("This day has not come yet.", "Ngày này chưa tới."),
            Self::DateInPast => ("This day has passed.", "Ngày này đã qua."),
            Self::NotYours => ("The receiver does not say this.", "Nơi nhận không báo điều này."),
            Self::NotTheSame => {
                ("This cannot be changed, or names another record.", "Không đổi được, hoặc chỉ tới bản ghi khác.")
            }
            Self::Conflicting => ("This does not go with the status.", "Không khớp với trạng thái."),
            Self::NotJson => ("The body is not JSON.", "Nội dung không phải JSON."),
            Self::BadParameter => ("A parameter is unknown or wrong.", "Tham số lạ hoặc sai."),
            Self::NoVersion => ("If-Match with the version is required.", "Thiếu If-Match kèm phiên bản."),
            Self::NoToken => ("The token is missing or not good.", "Thiếu mã truy cập, hoặc mã không dùng được."),
            Self::LeftBehind => ("The keys were replaced; a new token is needed.", "Khóa đã đổi; cần mã truy cập mới."),
            Self::NotFound => ("There is nothing here for this token.", "Không có gì ở đây cho mã truy cập này."),
            Self::NotAllowed => ("This is not done at this address.", "Không làm việc này ở địa chỉ này."),
            Self::NotAcceptable => ("Only FHIR 4.0 as JSON is spoken here.", "Ở đây chỉ dùng FHIR 4.0 dạng JSON."),
            Self::CannotFollow => {
                ("This state cannot follow the present one.", "Không chuyển được từ trạng thái hiện tại.")
            }
            Self::Stale => {
                ("It was changed since that version. Read it again.", "Đã thay đổi sau phiên bản đó. Hãy đọc lại.")
            }
            Self::TooLarge => ("The body is too large.", "Nội dung quá lớn."),
            Self::WrongType => ("The body must be application/fhir+json.", "Nội dung phải là application/fhir+json."),
            Self::NotAnAddress => (
                "Only https, the name of a host and a plain path are taken.",
                "Chỉ nhận https, tên máy chủ và đường dẫn đơn giản.",
            ),
            Self::HostNotNamed => {
                ("The operator of this server did not name this host.", "Người vận hành chưa cho phép máy chủ này.")
            }
            Self::NoSignals => (
                "Nobody is told of changes: the operator named no host.",
                "Chưa báo thay đổi cho máy nào: người vận hành chưa cho phép máy chủ nào.",
            ),
            Self::Throttled => ("Too many tries. Wait a few minutes.", "Thử quá nhiều lần. Hãy chờ vài phút."),
            Self::Unavailable => ("Not available now. Nothing was stored.", "Tạm thời không dùng được. Chưa lưu gì."),
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The path to it, as FHIRPath; empty when it is of the whole request.
    pub at: String,
    /// What.
    pub why: Why,
}

impl Issue {
    /// Of a place.
    #[must_use]
    pub fn at(at: impl Into<String>, why: Why) -> Self {
        Self { at: at.into(), why }
    }

    /// Of the whole request.
    #[must_use]
    pub const fn of(why: Why) -> Self {
        Self { at: String::new(), why }
    }

    fn told(&self) -> Value {
        let (en, vi) = self.why.words();
        let mut issue = json!({ "severity": "error", "code": self.why.code(), "diagnostics": format!("{en} / {vi}") });
        if !self.at.is_empty() {
            issue["expression"] = json!([self.at]);
        }
        issue
    }
}

/// The OperationOutcome of one issue or several; never of none.
#[must_use]
pub fn operation_outcome(issues: &[Issue]) -> Value {
    json!({ "resourceType": "OperationOutcome", "issue": issues.iter().map(Issue::told).collect::<Vec<_>>() })
}

/// That something was done, where there is nothing else to tell.
#[must_use]
pub fn done() -> Value {
    json!({ "resourceType": "OperationOutcome", "issue": [{ "severity": "information", "code": "informational" }] })
}
