//! Closed lists with a stable code for each choice.

/// Declares a closed list: each choice has the code that is stored and posted. Words are in `app`.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$choice_meta:meta])* $choice:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub enum $name { $($(#[$choice_meta])* $choice,)+ }

        impl $name {
            /// Every choice, in the order they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$choice,)+];

            /// The stable code, as stored and posted.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$choice => $code,)+ }
            }

            /// The choice with this code.
            ///
            /// # Errors
            /// `Missing` for nothing, `NotAChoice` for anything else that is not offered.
            pub fn from_code(code: &str) -> Result<Self, crate::problem::Problem> {
                match code {
                    $($code => Ok(Self::$choice),)+
                    "" => Err(crate::problem::Problem::Missing),
                    _ => Err(crate::problem::Problem::NotAChoice),
                }
            }

            /// The choice with this code, if it is one of these.
            ///
            /// # Errors
            /// As [`Self::from_code`], and `NotAChoice` for one that is not among them.
            pub fn from_offered(code: &str, offered: &[Self]) -> Result<Self, crate::problem::Problem> {
                let choice = Self::from_code(code)?;
                if offered.contains(&choice) { Ok(choice) } else { Err(crate::problem::Problem::NotAChoice) }
            }

            /// Several choices, each once, in the order they are offered.
            ///
            /// # Errors
            /// `NotAChoice` if one of them is not offered.
            pub fn from_codes<S: AsRef<str>>(codes: &[S]) -> Result<Vec<Self>, crate::problem::Problem> {
                let mut chosen = codes
                    .iter()
                    .map(|code| Self::from_code(code.as_ref()))
                    .collect::<Result<Vec<_>, _>>()?;
                chosen.sort_unstable();
                chosen.dedup();
                Ok(chosen)
            }
        }

        impl From<$name> for &'static str {
            fn from(choice: $name) -> Self { choice.code() }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;
            fn try_from(code: String) -> Result<Self, Self::Error> {
                Self::from_code(&code).map_err(|_| concat!("not a code of ", stringify!($name)))
            }
        }
    };
}

pub(crate) use codes;
