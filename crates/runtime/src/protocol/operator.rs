//! The names of operators: their special methods and how they are written in messages.

use crate::symbols::{Symbol, sym};
use crate::types::{BinaryOperator, Comparison, UnaryOperator};
use core::cmp::Ordering;

impl BinaryOperator {
    /// The method that the left operand implements, such as `__add__`.
    pub const fn special(self) -> Symbol {
        match self {
            Self::Add => sym::__add__,
            Self::Sub => sym::__sub__,
            Self::Mul => sym::__mul__,
            Self::TrueDiv => sym::__truediv__,
            Self::FloorDiv => sym::__floordiv__,
            Self::Mod => sym::__mod__,
            Self::And => sym::__and__,
            Self::Or => sym::__or__,
            Self::Xor => sym::__xor__,
            Self::Shl => sym::__lshift__,
            Self::Shr => sym::__rshift__,
            Self::Pow => sym::__pow__,
            Self::MatMul => sym::__matmul__,
            Self::DivMod => sym::__divmod__,
        }
    }

    /// The method that the right operand implements, such as `__radd__`.
    pub const fn reflected(self) -> Symbol {
        match self {
            Self::Add => sym::__radd__,
            Self::Sub => sym::__rsub__,
            Self::Mul => sym::__rmul__,
            Self::TrueDiv => sym::__rtruediv__,
            Self::FloorDiv => sym::__rfloordiv__,
            Self::Mod => sym::__rmod__,
            Self::And => sym::__rand__,
            Self::Or => sym::__ror__,
            Self::Xor => sym::__rxor__,
            Self::Shl => sym::__rlshift__,
            Self::Shr => sym::__rrshift__,
            Self::Pow => sym::__rpow__,
            Self::MatMul => sym::__rmatmul__,
            Self::DivMod => sym::__rdivmod__,
        }
    }

    /// The method of the augmented assignment, such as `__iadd__`; `divmod` has none.
    pub const fn inplace(self) -> Option<Symbol> {
        Some(match self {
            Self::Add => sym::__iadd__,
            Self::Sub => sym::__isub__,
            Self::Mul => sym::__imul__,
            Self::TrueDiv => sym::__itruediv__,
            Self::FloorDiv => sym::__ifloordiv__,
            Self::Mod => sym::__imod__,
            Self::And => sym::__iand__,
            Self::Or => sym::__ior__,
            Self::Xor => sym::__ixor__,
            Self::Shl => sym::__ilshift__,
            Self::Shr => sym::__irshift__,
            Self::Pow => sym::__ipow__,
            Self::MatMul => sym::__imatmul__,
            Self::DivMod => return None,
        })
    }

    /// How messages call it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::TrueDiv => "/",
            Self::FloorDiv => "//",
            Self::Mod => "%",
            Self::And => "&",
            Self::Or => "|",
            Self::Xor => "^",
            Self::Shl => "<<",
            Self::Shr => ">>",
            Self::Pow => "** or pow()",
            Self::MatMul => "@",
            Self::DivMod => "divmod()",
        }
    }

    /// How messages call the augmented assignment.
    pub const fn inplace_text(self) -> &'static str {
        match self {
            Self::Add => "+=",
            Self::Sub => "-=",
            Self::Mul => "*=",
            Self::TrueDiv => "/=",
            Self::FloorDiv => "//=",
            Self::Mod => "%=",
            Self::And => "&=",
            Self::Or => "|=",
            Self::Xor => "^=",
            Self::Shl => "<<=",
            Self::Shr => ">>=",
            Self::Pow => "**=",
            Self::MatMul => "@=",
            Self::DivMod => "divmod()",
        }
    }
}

impl UnaryOperator {
    /// The special method.
    pub const fn special(self) -> Symbol {
        match self {
            Self::Neg => sym::__neg__,
            Self::Pos => sym::__pos__,
            Self::Invert => sym::__invert__,
            Self::Abs => sym::__abs__,
            Self::Int => sym::__int__,
            Self::Float => sym::__float__,
            Self::Index => sym::__index__,
        }
    }

    /// How messages call it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Neg => "unary -",
            Self::Pos => "unary +",
            Self::Invert => "unary ~",
            Self::Abs => "abs()",
            Self::Int => "int()",
            Self::Float => "float()",
            Self::Index => "index()",
        }
    }
}

impl Comparison {
    /// The special method.
    pub const fn special(self) -> Symbol {
        match self {
            Self::Lt => sym::__lt__,
            Self::Le => sym::__le__,
            Self::Eq => sym::__eq__,
            Self::Ne => sym::__ne__,
            Self::Gt => sym::__gt__,
            Self::Ge => sym::__ge__,
        }
    }

    /// The comparison that holds when the operands are exchanged.
    pub const fn swapped(self) -> Comparison {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            same => same,
        }
    }

    /// How it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }

    /// Whether it is `==` or `!=`.
    #[inline(always)]
    pub const fn is_equality(self) -> bool {
        matches!(self, Self::Eq | Self::Ne)
    }

    /// Whether it holds between operands in this order.
    #[inline(always)]
    pub const fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Eq => order.is_eq(),
            Self::Ne => order.is_ne(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
        }
    }

    /// Whether it holds between operands that may have no order, as NaN has none.
    #[inline(always)]
    pub const fn holds_partially(self, order: Option<Ordering>) -> bool {
        match order {
            Some(order) => self.holds(order),
            None => matches!(self, Self::Ne),
        }
    }
}
