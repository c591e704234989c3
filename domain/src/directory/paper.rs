//! What of a listing may stand on the paper that a client carries: what to bring, what it costs, whom to call. Nothing that says
//! what for, or who sent her.

use super::{Cost, Listing};
use crate::client::Phone;
use crate::vietnamese::fold;

/// Words that tell what somebody goes for, or who sent her; folded, whole words. A line with one of them is written by hand.
const TELLING: &[&str] = &[
    "hiv",
    "aids",
    "arv",
    "prep",
    "pep",
    "sti",
    "std",
    "hbv",
    "hcv",
    "giang mai",
    "lau",
    "lay truyen",
    "tinh duc",
    "nhiem",
    "benh",
    "xet nghiem",
    "tam than",
    "ma tuy",
    "nghien",
    "methadone",
    "mai dam",
    "ban dam",
    "mua ban nguoi",
    "bao luc",
    "xam hai",
    "nan nhan",
    "pha thai",
    "tranh thai",
    "cong tac xa hoi",
    "dong dang",
    "chuong trinh",
    "dong hanh",
    "giay chuyen",
    "phieu chuyen",
];

/// The lines of a paper. A line that is not there is written by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPaper {
    /// What it costs.
    pub cost: Cost,
    /// More about that.
    pub cost_words: Option<String>,
    /// What to bring.
    pub documents: Option<String>,
    /// The number of the house.
    pub phone: Option<String>,
}

/// The words in one line, unless they tell too much.
fn neutral(words: &str) -> Option<String> {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = fold(&line);
    let plain: Vec<_> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let plain = format!(" {} ", plain.join(" "));
    let tells = TELLING.iter().any(|telling| plain.contains(&format!(" {telling} ")));
    (!line.is_empty() && !tells).then_some(line)
}

impl Listing {
    /// What of it may stand on a paper.
    #[must_use]
    pub fn on_paper(&self) -> OnPaper {
        OnPaper {
            cost: self.cost,
            cost_words: self.cost_words.as_ref().and_then(|words| neutral(words.as_str())),
            documents: self.documents.as_ref().and_then(|words| neutral(words.as_str())),
            phone: self.phone.as_ref().map(Phone::display),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TELLING, neutral};
    use crate::vietnamese::fold;

    #[test]
    fn what_tells_is_left_to_the_hand() {
        for fine in ["Căn cước công dân, thẻ BHYT (nếu có)", "Không cần giấy tờ gì", "Sổ hộ khẩu; 2 ảnh 3×4"]
        {
            assert_eq!(neutral(fine).as_deref(), Some(fine), "{fine}");
        }
        assert_eq!(neutral("Căn cước\nthẻ BHYT").as_deref(), Some("Căn cước thẻ BHYT"));
        for telling in [
            "Kết quả xét nghiệm lần trước",
            "Sổ khám bệnh",
            "Thẻ HIV/ARV",
            "Giấy xác nhận nạn nhân",
            "PHIẾU CHUYỂN của chương trình",
            "thuốc PrEP",
            " ",
        ] {
            assert_eq!(neutral(telling), None, "{telling}");
        }
        assert!(TELLING.iter().all(|word| fold(word) == *word), "as they are compared");
    }
}
