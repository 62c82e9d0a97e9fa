// @ts-nocheck
// Written by `npm run -s mathematics`; not to be edited. Functions of stdlib (https://stdlib.io), Copyright (c) The Stdlib Authors,
// Apache License 2.0, with parts of FreeBSD's msun (Copyright (c) Sun Microsystems, Inc.), Cephes (Copyright (c) Stephen L.
// Moshier) and Boost (Copyright (c) John Maddock, Boost Software License 1.0); see NOTICE.
// @stdlib/math-base-special-*: acos 0.2.4, acosh 0.2.4, asin 0.2.4, asinh 0.2.4, atan 0.2.4, atan2 0.3.1, atanh 0.2.4, cbrt 0.2.3, cos 0.3.1, cosh 0.2.4, erf 0.2.6, erfc 0.2.5, erfcinv 0.2.4, exp 0.2.5, expm1 0.2.4, gamma 0.3.1, gammainc 0.3.1, gammaincinv 0.2.3, gammaln 0.3.1, hypot 0.2.4, kernel-betainc 0.2.3, kernel-betaincinv 0.2.3, ln 0.2.5, log10 0.3.1, log1p 0.2.4, log2 0.3.1, pow 0.3.1, sin 0.3.1, sinh 0.2.4, tan 0.3.1, tanh 0.2.4.
function isnan(x) {
	return x !== x;
}
var lib_default$83 = isnan;
var lib_default$82 = Math.sqrt;
var FOURTH_PI = .7853981633974483;
function evalrational$24(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return .16666666666666713;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -8.198089802484825 + x * (19.562619833175948 + x * (-16.262479672107002 + x * (5.444622390564711 + x * (-.6019598008014124 + x * .004253011369004428))));
		s2 = -49.18853881490881 + x * (139.51056146574857 + x * (-147.1791292232726 + x * (70.49610280856842 + x * (-14.740913729888538 + x * 1))));
	} else {
		x = 1 / x;
		s1 = .004253011369004428 + x * (-.6019598008014124 + x * (5.444622390564711 + x * (-16.262479672107002 + x * (19.562619833175948 + x * -8.198089802484825))));
		s2 = 1 + x * (-14.740913729888538 + x * (70.49610280856842 + x * (-147.1791292232726 + x * (139.51056146574857 + x * -49.18853881490881))));
	}
	return s1 / s2;
}
function evalrational$23(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return .08333333333333809;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = 28.536655482610616 + x * (-25.56901049652825 + x * (6.968710824104713 + x * (-.5634242780008963 + x * .002967721961301243)));
		s2 = 342.43986579130785 + x * (-383.8770957603691 + x * (147.0656354026815 + x * (-21.947795316429207 + x * 1)));
	} else {
		x = 1 / x;
		s1 = .002967721961301243 + x * (-.5634242780008963 + x * (6.968710824104713 + x * (-25.56901049652825 + x * 28.536655482610616)));
		s2 = 1 + x * (-21.947795316429207 + x * (147.0656354026815 + x * (-383.8770957603691 + x * 342.43986579130785)));
	}
	return s1 / s2;
}
var MOREBITS$2 = 6123233995736766e-32;
function asin(x) {
	var sgn;
	var zz;
	var a;
	var p;
	var z;
	if (lib_default$83(x)) return NaN;
	if (x > 0) a = x;
	else {
		sgn = true;
		a = -x;
	}
	if (a > 1) return NaN;
	if (a > .625) {
		zz = 1 - a;
		p = zz * evalrational$23(zz);
		zz = lib_default$82(zz + zz);
		z = FOURTH_PI - zz;
		zz = zz * p - MOREBITS$2;
		z -= zz;
		z += FOURTH_PI;
	} else {
		if (a < 1e-8) return x;
		zz = a * a;
		z = zz * evalrational$24(zz);
		z = a * z + a;
	}
	return sgn ? -z : z;
}
var lib_default$2 = asin;
var MOREBITS$1 = 6123233995736766e-32;
function acos(x) {
	var z;
	if (lib_default$83(x)) return NaN;
	if (x < -1 || x > 1) return NaN;
	if (x > .5) return 2 * lib_default$2(lib_default$82(.5 - .5 * x));
	z = FOURTH_PI - lib_default$2(x);
	z += MOREBITS$1;
	z += FOURTH_PI;
	return z;
}
var lib_default = acos;
var array_uint32_default = Uint32Array;
var array_float64_default = Float64Array;
var ctors = {
	"uint16": Uint16Array,
	"uint8": Uint8Array
};
var bool;
function isLittleEndian() {
	var uint16view;
	var uint8view;
	uint16view = new ctors["uint16"](1);
	uint16view[0] = 4660;
	uint8view = new ctors["uint8"](uint16view.buffer);
	return uint8view[0] === 52;
}
bool = isLittleEndian();
var lib_default$81 = bool;
var HIGH$5;
if (lib_default$81 === true) HIGH$5 = 1;
else HIGH$5 = 0;
var high_default$1 = HIGH$5;
var FLOAT64_VIEW$5 = new array_float64_default(1);
var UINT32_VIEW$5 = new array_uint32_default(FLOAT64_VIEW$5.buffer);
function getHighWord(x) {
	FLOAT64_VIEW$5[0] = x;
	return UINT32_VIEW$5[high_default$1];
}
var lib_default$80 = getHighWord;
var HIGH$4;
if (lib_default$81 === true) HIGH$4 = 1;
else HIGH$4 = 0;
var high_default = HIGH$4;
var FLOAT64_VIEW$4 = new array_float64_default(1);
var UINT32_VIEW$4 = new array_uint32_default(FLOAT64_VIEW$4.buffer);
function setHighWord(x, high) {
	FLOAT64_VIEW$4[0] = x;
	UINT32_VIEW$4[high_default] = high >>> 0;
	return FLOAT64_VIEW$4[0];
}
var lib_default$79 = setHighWord;
var FLOAT64_PINF = Number.POSITIVE_INFINITY;
var FLOAT64_NINF = Number.NEGATIVE_INFINITY;
var FLOAT64_EXPONENT_BIAS = 1023;
function evalpoly$79(x) {
	if (x === 0) return .6666666666666735;
	return .6666666666666735 + x * (.3999999999940942 + x * (.2857142874366239 + x * (.22222198432149784 + x * (.1818357216161805 + x * (.15313837699209373 + x * .14798198605116586)))));
}
var LN2_HI$4 = .6931471803691238;
var LN2_LO$4 = 19082149292705877e-26;
var SQRT2M1 = .41421356237309503;
var SQRT2HALFM1 = -.2928932188134525;
var SMALL$2 = 1.862645149230957e-9;
var TINY$5 = 5551115123125783e-32;
var TWO53$1 = 9007199254740992;
var TWO_THIRDS = .6666666666666666;
function log1p(x) {
	var hfsq;
	var hu;
	var y;
	var f;
	var c;
	var s;
	var z;
	var R;
	var u;
	var k;
	if (x < -1 || lib_default$83(x)) return NaN;
	if (x === -1) return FLOAT64_NINF;
	if (x === FLOAT64_PINF) return x;
	if (x === 0) return x;
	if (x < 0) y = -x;
	else y = x;
	k = 1;
	if (y < SQRT2M1) {
		if (y < SMALL$2) {
			if (y < TINY$5) return x;
			return x - x * x * .5;
		}
		if (x > SQRT2HALFM1) {
			k = 0;
			f = x;
			hu = 1;
		}
	}
	if (k !== 0) {
		if (y < TWO53$1) {
			u = 1 + x;
			hu = lib_default$80(u);
			k = (hu >> 20) - FLOAT64_EXPONENT_BIAS;
			if (k > 0) c = 1 - (u - x);
			else c = x - (u - 1);
			c /= u;
		} else {
			u = x;
			hu = lib_default$80(u);
			k = (hu >> 20) - FLOAT64_EXPONENT_BIAS;
			c = 0;
		}
		hu &= 1048575;
		if (hu < 434334) u = lib_default$79(u, hu | 1072693248);
		else {
			k += 1;
			u = lib_default$79(u, hu | 1071644672);
			hu = 1048576 - hu >> 2;
		}
		f = u - 1;
	}
	hfsq = .5 * f * f;
	if (hu === 0) {
		if (f === 0) {
			c += k * LN2_LO$4;
			return k * LN2_HI$4 + c;
		}
		R = hfsq * (1 - TWO_THIRDS * f);
		return k * LN2_HI$4 - (R - (k * LN2_LO$4 + c) - f);
	}
	s = f / (2 + f);
	z = s * s;
	R = z * evalpoly$79(z);
	if (k === 0) return f - (hfsq - s * (hfsq + R));
	return k * LN2_HI$4 - (hfsq - (s * (hfsq + R) + (k * LN2_LO$4 + c)) - f);
}
var lib_default$24 = log1p;
var LN2 = .6931471805599453;
function evalpoly$78(x) {
	if (x === 0) return .3999999999940942;
	return .3999999999940942 + x * (.22222198432149784 + x * .15313837699209373);
}
function evalpoly$77(x) {
	if (x === 0) return .6666666666666735;
	return .6666666666666735 + x * (.2857142874366239 + x * (.1818357216161805 + x * .14798198605116586));
}
var LN2_HI$3 = .6931471803691238;
var LN2_LO$3 = 19082149292705877e-26;
var TWO54$2 = 0x40000000000000;
var ONE_THIRD$1 = .3333333333333333;
var HIGH_SIGNIFICAND_MASK$1 = 1048575;
var HIGH_MAX_NORMAL_EXP$2 = 2146435072;
var HIGH_MIN_NORMAL_EXP$4 = 1048576;
var HIGH_BIASED_EXP_0$4 = 1072693248;
function ln(x) {
	var hfsq;
	var hx;
	var t2;
	var t1;
	var k;
	var R;
	var f;
	var i;
	var j;
	var s;
	var w;
	var z;
	if (x === 0) return FLOAT64_NINF;
	if (lib_default$83(x) || x < 0) return NaN;
	hx = lib_default$80(x);
	k = 0;
	if (hx < HIGH_MIN_NORMAL_EXP$4) {
		k -= 54;
		x *= TWO54$2;
		hx = lib_default$80(x);
	}
	if (hx >= HIGH_MAX_NORMAL_EXP$2) return x + x;
	k += (hx >> 20) - FLOAT64_EXPONENT_BIAS | 0;
	hx &= HIGH_SIGNIFICAND_MASK$1;
	i = hx + 614244 & 1048576 | 0;
	x = lib_default$79(x, hx | i ^ HIGH_BIASED_EXP_0$4);
	k += i >> 20 | 0;
	f = x - 1;
	if ((HIGH_SIGNIFICAND_MASK$1 & 2 + hx) < 3) {
		if (f === 0) {
			if (k === 0) return 0;
			return k * LN2_HI$3 + k * LN2_LO$3;
		}
		R = f * f * (.5 - ONE_THIRD$1 * f);
		if (k === 0) return f - R;
		return k * LN2_HI$3 - (R - k * LN2_LO$3 - f);
	}
	s = f / (2 + f);
	z = s * s;
	i = hx - 398458 | 0;
	w = z * z;
	j = 440401 - hx | 0;
	t1 = w * evalpoly$78(w);
	t2 = z * evalpoly$77(w);
	i |= j;
	R = t2 + t1;
	if (i > 0) {
		hfsq = .5 * f * f;
		if (k === 0) return f - (hfsq - s * (hfsq + R));
		return k * LN2_HI$3 - (hfsq - (s * (hfsq + R) + k * LN2_LO$3) - f);
	}
	if (k === 0) return f - s * (f - R);
	return k * LN2_HI$3 - (s * (f - R) - k * LN2_LO$3 - f);
}
var lib_default$22 = ln;
var HUGE$3 = 1 << 28;
function acosh(x) {
	var t;
	if (lib_default$83(x) || x < 1) return NaN;
	if (x === 1) return 0;
	if (x >= HUGE$3) return lib_default$22(x) + LN2;
	if (x > 2) return lib_default$22(2 * x - 1 / (x + lib_default$82(x * x - 1)));
	t = x - 1;
	return lib_default$24(t + lib_default$82(2 * t + t * t));
}
var lib_default$1 = acosh;
function isInfinite(x) {
	return x === FLOAT64_PINF || x === FLOAT64_NINF;
}
var lib_default$77 = isInfinite;
var NEAR_ZERO$1 = 1 / (1 << 28);
var HUGE$2 = 1 << 28;
function asinh(x) {
	var sgn;
	var xx;
	var t;
	if (lib_default$83(x) || lib_default$77(x)) return x;
	if (x < 0) {
		x = -x;
		sgn = true;
	}
	if (x < NEAR_ZERO$1) t = x;
	else if (x > HUGE$2) t = lib_default$22(x) + LN2;
	else if (x > 2) t = lib_default$22(2 * x + 1 / (lib_default$82(x * x + 1) + x));
	else {
		xx = x * x;
		t = lib_default$24(x + xx / (1 + lib_default$82(1 + xx)));
	}
	return sgn ? -t : t;
}
var lib_default$3 = asinh;
var HALF_PI = 1.5707963267948966;
function evalpoly$76(x) {
	if (x === 0) return -64.85021904942025;
	return -64.85021904942025 + x * (-122.88666844901361 + x * (-75.00855792314705 + x * (-16.157537187333652 + x * -.8750608600031904)));
}
function evalpoly$75(x) {
	if (x === 0) return 194.5506571482614;
	return 194.5506571482614 + x * (485.3903996359137 + x * (432.88106049129027 + x * (165.02700983169885 + x * (24.858464901423062 + x * 1))));
}
var MOREBITS = 6123233995736766e-32;
var T3P8 = 2.414213562373095;
function atan(x) {
	var flg;
	var sgn;
	var y;
	var z;
	if (lib_default$83(x) || x === 0) return x;
	if (x === FLOAT64_PINF) return HALF_PI;
	if (x === FLOAT64_NINF) return -HALF_PI;
	if (x < 0) {
		sgn = true;
		x = -x;
	}
	flg = 0;
	if (x > T3P8) {
		y = HALF_PI;
		flg = 1;
		x = -(1 / x);
	} else if (x <= .66) y = 0;
	else {
		y = FOURTH_PI;
		flg = 2;
		x = (x - 1) / (x + 1);
	}
	z = x * x;
	z = z * evalpoly$76(z) / evalpoly$75(z);
	z = x * z + x;
	if (flg === 2) z += .5 * MOREBITS;
	else if (flg === 1) z += MOREBITS;
	y += z;
	return sgn ? -y : y;
}
var lib_default$4 = atan;
var FLOAT64_HIGH_WORD_SIGN_MASK = 2147483648;
var FLOAT64_HIGH_WORD_ABS_MASK = 2147483647;
var indices$1;
var HIGH$3;
var LOW$5;
if (lib_default$81 === true) {
	HIGH$3 = 1;
	LOW$5 = 0;
} else {
	HIGH$3 = 0;
	LOW$5 = 1;
}
indices$1 = {
	"HIGH": HIGH$3,
	"LOW": LOW$5
};
var indices_default$1 = indices$1;
var FLOAT64_VIEW$3 = new array_float64_default(1);
var UINT32_VIEW$3 = new array_uint32_default(FLOAT64_VIEW$3.buffer);
var HIGH$2 = indices_default$1.HIGH;
var LOW$4 = indices_default$1.LOW;
function toWords(x, out, stride, offset) {
	FLOAT64_VIEW$3[0] = x;
	out[offset] = UINT32_VIEW$3[HIGH$2];
	out[offset + stride] = UINT32_VIEW$3[LOW$4];
	return out;
}
var indices;
var HIGH$1;
var LOW$3;
if (lib_default$81 === true) {
	HIGH$1 = 1;
	LOW$3 = 0;
} else {
	HIGH$1 = 0;
	LOW$3 = 1;
}
indices = {
	"HIGH": HIGH$1,
	"LOW": LOW$3
};
var indices_default = indices;
var FLOAT64_VIEW$2 = new array_float64_default(1);
var UINT32_VIEW$2 = new array_uint32_default(FLOAT64_VIEW$2.buffer);
var HIGH = indices_default.HIGH;
var LOW$2 = indices_default.LOW;
function fromWords(high, low) {
	UINT32_VIEW$2[HIGH] = high;
	UINT32_VIEW$2[LOW$2] = low;
	return FLOAT64_VIEW$2[0];
}
var lib_default$76 = fromWords;
var WORDS$5 = [0, 0];
function copysign(x, y) {
	var hx;
	var hy;
	toWords(x, WORDS$5, 1, 0);
	hx = WORDS$5[0];
	hx &= FLOAT64_HIGH_WORD_ABS_MASK;
	hy = lib_default$80(y);
	hy &= FLOAT64_HIGH_WORD_SIGN_MASK;
	hx |= hy;
	return lib_default$76(hx, WORDS$5[1]);
}
var lib_default$75 = copysign;
function signbit(x) {
	return lib_default$80(x) >>> 31 ? true : false;
}
var lib_default$74 = signbit;
var PI = 3.141592653589793;
function atan2(y, x) {
	var q;
	if (lib_default$83(x) || lib_default$83(y)) return NaN;
	if (lib_default$77(x)) {
		if (x === FLOAT64_PINF) {
			if (lib_default$77(y)) return lib_default$75(PI / 4, y);
			return lib_default$75(0, y);
		}
		if (lib_default$77(y)) return lib_default$75(3 * PI / 4, y);
		return lib_default$75(PI, y);
	}
	if (lib_default$77(y)) return lib_default$75(PI / 2, y);
	if (y === 0) {
		if (x >= 0 && !lib_default$74(x)) return lib_default$75(0, y);
		return lib_default$75(PI, y);
	}
	if (x === 0) return lib_default$75(PI / 2, y);
	q = lib_default$4(y / x);
	if (x < 0) {
		if (q <= 0) return q + PI;
		return q - PI;
	}
	return q;
}
var lib_default$5 = atan2;
var NEAR_ZERO = 1 / (1 << 28);
function atanh(x) {
	var sgn;
	var t;
	if (lib_default$83(x) || x < -1 || x > 1) return NaN;
	if (x === 1) return FLOAT64_PINF;
	if (x === -1) return FLOAT64_NINF;
	if (x < 0) {
		sgn = true;
		x = -x;
	}
	if (x < NEAR_ZERO) return sgn ? -x : x;
	if (x < .5) {
		t = x + x;
		t = .5 * lib_default$24(t + t * x / (1 - x));
	} else t = .5 * lib_default$24((x + x) / (1 - x));
	return sgn ? -t : t;
}
var lib_default$6 = atanh;
var FLOAT64_SMALLEST_NORMAL = 22250738585072014e-324;
function evalpoly$74(x) {
	if (x === 0) return 1.87595182427177;
	return 1.87595182427177 + x * (-1.8849797954337717 + x * (1.6214297201053545 + x * (-.758397934778766 + x * .14599619288661245)));
}
var HIGH_WORD_MASK = 4294967295;
var LOW_WORD_MASK = 3221225472;
var TWO_54 = 0x40000000000000;
var TWO_31 = 2147483648;
var ONE = 1;
var B1 = 715094163;
var B2 = 696219795;
var FLOAT64_SMALLEST_NORMAL_HIGH_WORD = lib_default$80(FLOAT64_SMALLEST_NORMAL);
var WORDS$4 = [0, 0];
function cbrt(x) {
	var sgn;
	var hx;
	var hw;
	var r;
	var s;
	var t;
	var w;
	if (x === 0 || lib_default$83(x) || lib_default$77(x)) return x;
	hx = lib_default$80(x) >>> 0;
	sgn = (hx & FLOAT64_HIGH_WORD_SIGN_MASK) >>> 0;
	hx &= FLOAT64_HIGH_WORD_ABS_MASK;
	if (hx < FLOAT64_SMALLEST_NORMAL_HIGH_WORD) {
		t = TWO_54 * x;
		hw = (lib_default$80(t) & FLOAT64_HIGH_WORD_ABS_MASK) >>> 0;
		hw = (hw / 3 >>> 0) + B2 >>> 0;
		t = lib_default$76(sgn | hw, 0);
	} else {
		t = 0;
		hw = (hx / 3 >>> 0) + B1 >>> 0;
		t = lib_default$79(t, sgn | hw);
	}
	r = t * t * (t / x);
	t *= evalpoly$74(r);
	toWords(t, WORDS$4, 1, 0);
	if (WORDS$4[1] & TWO_31) {
		WORDS$4[0] += ONE;
		WORDS$4[1] &= ~TWO_31;
	} else WORDS$4[1] |= TWO_31;
	t = lib_default$76(WORDS$4[0] & HIGH_WORD_MASK, WORDS$4[1] & LOW_WORD_MASK);
	s = t * t;
	r = x / s;
	w = t + t;
	r = (r - t) / (w + r);
	t += t * r;
	return t;
}
var lib_default$7 = cbrt;
function evalpoly$73(x) {
	if (x === 0) return .0416666666666666;
	return .0416666666666666 + x * (-.001388888888887411 + x * 2480158728947673e-20);
}
function evalpoly$72(x) {
	if (x === 0) return -2.7557314351390663e-7;
	return -2.7557314351390663e-7 + x * (2.087572321298175e-9 + x * -11359647557788195e-27);
}
function kernelCos(x, y) {
	var hz;
	var r;
	var w;
	var z = x * x;
	w = z * z;
	r = z * evalpoly$73(z);
	r += w * w * evalpoly$72(z);
	hz = .5 * z;
	w = 1 - hz;
	return w + (1 - w - hz + (z * r - x * y));
}
var lib_default$73 = kernelCos;
var S1 = -.16666666666666632;
var S2 = .00833333333332249;
var S3 = -.0001984126982985795;
var S4 = 27557313707070068e-22;
var S5 = -2.5050760253406863e-8;
var S6 = 158969099521155e-24;
function kernelSin(x, y) {
	var r;
	var v;
	var w;
	var z = x * x;
	w = z * z;
	r = S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6);
	v = z * x;
	if (y === 0) return x + v * (S1 + z * r);
	return x - (z * (.5 * y - v * r) - y - v * S1);
}
var lib_default$72 = kernelSin;
var FLOAT64_HIGH_WORD_EXPONENT_MASK = 2146435072;
var FLOAT64_HIGH_WORD_SIGNIFICAND_MASK = 1048575;
var LOW$1;
if (lib_default$81 === true) LOW$1 = 0;
else LOW$1 = 1;
var low_default$1 = LOW$1;
var FLOAT64_VIEW$1 = new array_float64_default(1);
var UINT32_VIEW$1 = new array_uint32_default(FLOAT64_VIEW$1.buffer);
function getLowWord(x) {
	FLOAT64_VIEW$1[0] = x;
	return UINT32_VIEW$1[low_default$1];
}
var lib_default$71 = getLowWord;
var lib_default$70 = Math.floor;
function abs(x) {
	return Math.abs(x);
}
var lib_default$69 = abs;
var SCALAR = 4503599627370496;
function normalize(x, out, stride, offset) {
	if (lib_default$83(x) || lib_default$77(x)) {
		out[offset] = x;
		out[offset + stride] = 0;
		return out;
	}
	if (x !== 0 && lib_default$69(x) < 22250738585072014e-324) {
		out[offset] = x * SCALAR;
		out[offset + stride] = -52;
		return out;
	}
	out[offset] = x;
	out[offset + stride] = 0;
	return out;
}
function exponent(x) {
	var high = lib_default$80(x);
	high = (high & FLOAT64_HIGH_WORD_EXPONENT_MASK) >>> 20;
	return high - FLOAT64_EXPONENT_BIAS | 0;
}
var lib_default$68 = exponent;
var TWO52_INV = 2220446049250313e-31;
var CLEAR_EXP_MASK = 2148532223;
var FRAC = [0, 0];
var WORDS$3 = [0, 0];
function ldexp(frac, exp) {
	var high;
	var m;
	if (exp === 0 || frac === 0 || lib_default$83(frac) || lib_default$77(frac)) return frac;
	normalize(frac, FRAC, 1, 0);
	frac = FRAC[0];
	exp += FRAC[1];
	exp += lib_default$68(frac);
	if (exp < -1074) return lib_default$75(0, frac);
	if (exp > 1023) {
		if (frac < 0) return FLOAT64_NINF;
		return FLOAT64_PINF;
	}
	if (exp <= -1023) {
		exp += 52;
		m = TWO52_INV;
	} else m = 1;
	toWords(frac, WORDS$3, 1, 0);
	high = WORDS$3[0];
	high &= CLEAR_EXP_MASK;
	high |= exp + FLOAT64_EXPONENT_BIAS << 20;
	return m * lib_default$76(high, WORDS$3[1]);
}
var lib_default$67 = ldexp;
function filled(value, len) {
	var arr;
	var i;
	arr = [];
	for (i = 0; i < len; i++) arr.push(value);
	return arr;
}
var lib_default$66 = filled;
function zeros(len) {
	return lib_default$66(0, len);
}
var lib_default$65 = zeros;
var IPIO2 = [
	10680707,
	7228996,
	1387004,
	2578385,
	16069853,
	12639074,
	9804092,
	4427841,
	16666979,
	11263675,
	12935607,
	2387514,
	4345298,
	14681673,
	3074569,
	13734428,
	16653803,
	1880361,
	10960616,
	8533493,
	3062596,
	8710556,
	7349940,
	6258241,
	3772886,
	3769171,
	3798172,
	8675211,
	12450088,
	3874808,
	9961438,
	366607,
	15675153,
	9132554,
	7151469,
	3571407,
	2607881,
	12013382,
	4155038,
	6285869,
	7677882,
	13102053,
	15825725,
	473591,
	9065106,
	15363067,
	6271263,
	9264392,
	5636912,
	4652155,
	7056368,
	13614112,
	10155062,
	1944035,
	9527646,
	15080200,
	6658437,
	6231200,
	6832269,
	16767104,
	5075751,
	3212806,
	1398474,
	7579849,
	6349435,
	12618859
];
var PIO2 = [
	1.570796251296997,
	7.549789415861596e-8,
	5390302529957765e-30,
	3282003415807913e-37,
	1270655753080676e-44,
	12293330898111133e-52,
	27337005381646456e-60,
	21674168387780482e-67
];
var TWO24$1 = 16777216;
var TWON24 = 5.960464477539063e-8;
var F = lib_default$65(20);
var Q = lib_default$65(20);
var FQ = lib_default$65(20);
var IQ = lib_default$65(20);
function compute$1(x, y, jz, q, q0, jk, jv, jx, f) {
	var carry;
	var fw;
	var ih;
	var jp;
	var i;
	var k;
	var n;
	var j;
	var z;
	jp = jk;
	z = q[jz];
	j = jz;
	for (i = 0; j > 0; i++) {
		fw = TWON24 * z | 0;
		IQ[i] = z - TWO24$1 * fw | 0;
		z = q[j - 1] + fw;
		j -= 1;
	}
	z = lib_default$67(z, q0);
	z -= 8 * lib_default$70(z * .125);
	n = z | 0;
	z -= n;
	ih = 0;
	if (q0 > 0) {
		i = IQ[jz - 1] >> 24 - q0;
		n += i;
		IQ[jz - 1] -= i << 24 - q0;
		ih = IQ[jz - 1] >> 23 - q0;
	} else if (q0 === 0) ih = IQ[jz - 1] >> 23;
	else if (z >= .5) ih = 2;
	if (ih > 0) {
		n += 1;
		carry = 0;
		for (i = 0; i < jz; i++) {
			j = IQ[i];
			if (carry === 0) {
				if (j !== 0) {
					carry = 1;
					IQ[i] = 16777216 - j;
				}
			} else IQ[i] = 16777215 - j;
		}
		if (q0 > 0) switch (q0) {
			case 1:
				IQ[jz - 1] &= 8388607;
				break;
			case 2: IQ[jz - 1] &= 4194303;
		}
		if (ih === 2) {
			z = 1 - z;
			if (carry !== 0) z -= lib_default$67(1, q0);
		}
	}
	if (z === 0) {
		j = 0;
		for (i = jz - 1; i >= jk; i--) j |= IQ[i];
		if (j === 0) {
			for (k = 1; IQ[jk - k] === 0; k++);
			for (i = jz + 1; i <= jz + k; i++) {
				f[jx + i] = IPIO2[jv + i];
				fw = 0;
				for (j = 0; j <= jx; j++) fw += x[j] * f[jx + (i - j)];
				q[i] = fw;
			}
			jz += k;
			return compute$1(x, y, jz, q, q0, jk, jv, jx, f);
		}
		jz -= 1;
		q0 -= 24;
		while (IQ[jz] === 0) {
			jz -= 1;
			q0 -= 24;
		}
	} else {
		z = lib_default$67(z, -q0);
		if (z >= TWO24$1) {
			fw = TWON24 * z | 0;
			IQ[jz] = z - TWO24$1 * fw | 0;
			jz += 1;
			q0 += 24;
			IQ[jz] = fw;
		} else IQ[jz] = z | 0;
	}
	fw = lib_default$67(1, q0);
	for (i = jz; i >= 0; i--) {
		q[i] = fw * IQ[i];
		fw *= TWON24;
	}
	for (i = jz; i >= 0; i--) {
		fw = 0;
		for (k = 0; k <= jp && k <= jz - i; k++) fw += PIO2[k] * q[i + k];
		FQ[jz - i] = fw;
	}
	fw = 0;
	for (i = jz; i >= 0; i--) fw += FQ[i];
	if (ih === 0) y[0] = fw;
	else y[0] = -fw;
	fw = FQ[0] - fw;
	for (i = 1; i <= jz; i++) fw += FQ[i];
	if (ih === 0) y[1] = fw;
	else y[1] = -fw;
	return n & 7;
}
function kernelRempio2(x, y, e0, nx) {
	var fw;
	var jk;
	var jv;
	var jx;
	var jz;
	var q0;
	var i;
	var j;
	var m;
	jk = 4;
	jx = nx - 1;
	jv = (e0 - 3) / 24 | 0;
	if (jv < 0) jv = 0;
	q0 = e0 - 24 * (jv + 1);
	j = jv - jx;
	m = jx + jk;
	for (i = 0; i <= m; i++) {
		if (j < 0) F[i] = 0;
		else F[i] = IPIO2[j];
		j += 1;
	}
	for (i = 0; i <= jk; i++) {
		fw = 0;
		for (j = 0; j <= jx; j++) fw += x[j] * F[jx + (i - j)];
		Q[i] = fw;
	}
	jz = jk;
	return compute$1(x, y, jz, Q, q0, jk, jv, jx, F);
}
var lib_default$64 = Math.round;
var INVPIO2 = .6366197723675814;
var PIO2_1$1 = 1.5707963267341256;
var PIO2_1T$1 = 6077100506506192e-26;
var PIO2_2 = 6077100506303966e-26;
var PIO2_2T = 20222662487959506e-37;
var PIO2_3 = 20222662487111665e-37;
var PIO2_3T = 84784276603689e-45;
var EXPONENT_MASK = 2047;
function rempio2Medium(x, ix, y) {
	var high;
	var n;
	var t;
	var r;
	var w;
	var i;
	var j;
	n = lib_default$64(x * INVPIO2);
	r = x - n * PIO2_1$1;
	w = n * PIO2_1T$1;
	j = ix >> 20 | 0;
	y[0] = r - w;
	high = lib_default$80(y[0]);
	i = j - (high >> 20 & EXPONENT_MASK);
	if (i > 16) {
		t = r;
		w = n * PIO2_2;
		r = t - w;
		w = n * PIO2_2T - (t - r - w);
		y[0] = r - w;
		high = lib_default$80(y[0]);
		i = j - (high >> 20 & EXPONENT_MASK);
		if (i > 49) {
			t = r;
			w = n * PIO2_3;
			r = t - w;
			w = n * PIO2_3T - (t - r - w);
			y[0] = r - w;
		}
	}
	y[1] = r - y[0] - w;
	return n;
}
var ZERO = 0;
var TWO24 = 16777216;
var PIO2_1 = 1.5707963267341256;
var PIO2_1T = 6077100506506192e-26;
var TWO_PIO2_1T = 2 * PIO2_1T;
var THREE_PIO2_1T = 3 * PIO2_1T;
var FOUR_PIO2_1T = 4 * PIO2_1T;
var PI_HIGH_WORD_SIGNIFICAND = 598523;
var PIO4_HIGH_WORD$1 = 1072243195;
var THREE_PIO4_HIGH_WORD = 1073928572;
var FIVE_PIO4_HIGH_WORD = 1074752122;
var THREE_PIO2_HIGH_WORD = 1074977148;
var SEVEN_PIO4_HIGH_WORD = 1075183036;
var TWO_PI_HIGH_WORD = 1075388923;
var NINE_PIO4_HIGH_WORD = 1075594811;
var MEDIUM = 1094263291;
var TX = [
	0,
	0,
	0
];
var TY = [0, 0];
function rempio2(x, y) {
	var low;
	var e0;
	var hx;
	var ix;
	var nx;
	var i;
	var n;
	var z;
	hx = lib_default$80(x) | 0;
	ix = hx & FLOAT64_HIGH_WORD_ABS_MASK | 0;
	if (ix <= PIO4_HIGH_WORD$1) {
		y[0] = x;
		y[1] = 0;
		return 0;
	}
	if (ix <= FIVE_PIO4_HIGH_WORD) {
		if ((ix & 1048575) === PI_HIGH_WORD_SIGNIFICAND) return rempio2Medium(x, ix, y);
		if (ix <= THREE_PIO4_HIGH_WORD) {
			if (hx > 0) {
				z = x - PIO2_1;
				y[0] = z - PIO2_1T;
				y[1] = z - y[0] - PIO2_1T;
				return 1;
			}
			z = x + PIO2_1;
			y[0] = z + PIO2_1T;
			y[1] = z - y[0] + PIO2_1T;
			return -1;
		}
		if (hx > 0) {
			z = x - 2 * PIO2_1;
			y[0] = z - TWO_PIO2_1T;
			y[1] = z - y[0] - TWO_PIO2_1T;
			return 2;
		}
		z = x + 2 * PIO2_1;
		y[0] = z + TWO_PIO2_1T;
		y[1] = z - y[0] + TWO_PIO2_1T;
		return -2;
	}
	if (ix <= NINE_PIO4_HIGH_WORD) {
		if (ix <= SEVEN_PIO4_HIGH_WORD) {
			if (ix === THREE_PIO2_HIGH_WORD) return rempio2Medium(x, ix, y);
			if (hx > 0) {
				z = x - 3 * PIO2_1;
				y[0] = z - THREE_PIO2_1T;
				y[1] = z - y[0] - THREE_PIO2_1T;
				return 3;
			}
			z = x + 3 * PIO2_1;
			y[0] = z + THREE_PIO2_1T;
			y[1] = z - y[0] + THREE_PIO2_1T;
			return -3;
		}
		if (ix === TWO_PI_HIGH_WORD) return rempio2Medium(x, ix, y);
		if (hx > 0) {
			z = x - 4 * PIO2_1;
			y[0] = z - FOUR_PIO2_1T;
			y[1] = z - y[0] - FOUR_PIO2_1T;
			return 4;
		}
		z = x + 4 * PIO2_1;
		y[0] = z + FOUR_PIO2_1T;
		y[1] = z - y[0] + FOUR_PIO2_1T;
		return -4;
	}
	if (ix < MEDIUM) return rempio2Medium(x, ix, y);
	if (ix >= 2146435072) {
		y[0] = NaN;
		y[1] = NaN;
		return 0;
	}
	low = lib_default$71(x);
	e0 = (ix >> 20) - 1046;
	z = lib_default$76(ix - (e0 << 20 | 0), low);
	for (i = 0; i < 2; i++) {
		TX[i] = z | 0;
		z = (z - TX[i]) * TWO24;
	}
	TX[2] = z;
	nx = 3;
	while (TX[nx - 1] === ZERO) nx -= 1;
	n = kernelRempio2(TX, TY, e0, nx, 1);
	if (hx < 0) {
		y[0] = -TY[0];
		y[1] = -TY[1];
		return -n;
	}
	y[0] = TY[0];
	y[1] = TY[1];
	return n;
}
var lib_default$63 = rempio2;
var buffer$1 = [0, 0];
var HIGH_WORD_PIO4$1 = 1072243195;
var HIGH_WORD_TWO_NEG_27$1 = 1044381696;
function cos(x) {
	var ix;
	var n;
	ix = lib_default$80(x);
	ix &= FLOAT64_HIGH_WORD_ABS_MASK;
	if (ix <= HIGH_WORD_PIO4$1) {
		if (ix < HIGH_WORD_TWO_NEG_27$1) return 1;
		return lib_default$73(x, 0);
	}
	if (ix >= 2146435072) return NaN;
	n = lib_default$63(x, buffer$1);
	switch (n & 3) {
		case 0: return lib_default$73(buffer$1[0], buffer$1[1]);
		case 1: return -lib_default$72(buffer$1[0], buffer$1[1]);
		case 2: return -lib_default$73(buffer$1[0], buffer$1[1]);
		default: return lib_default$72(buffer$1[0], buffer$1[1]);
	}
}
var lib_default$8 = cos;
var lib_default$62 = Math.ceil;
function trunc(x) {
	if (x < 0) return lib_default$62(x);
	return lib_default$70(x);
}
var lib_default$61 = trunc;
function evalpoly$71(x) {
	if (x === 0) return .16666666666666602;
	return .16666666666666602 + x * (-.0027777777777015593 + x * (6613756321437934e-20 + x * (-16533902205465252e-22 + x * 4.1381367970572385e-8)));
}
function expmulti(hi, lo, k) {
	var r;
	var t;
	var c;
	var y;
	r = hi - lo;
	t = r * r;
	c = r - t * evalpoly$71(t);
	y = 1 - (lo - r * c / (2 - c) - hi);
	return lib_default$67(y, k);
}
var LN2_HI$2 = .6931471803691238;
var LN2_LO$2 = 19082149292705877e-26;
var LOG2_E = 1.4426950408889634;
var OVERFLOW = 709.782712893384;
var UNDERFLOW = -745.1332191019411;
var NEARZERO = 1 / (1 << 28);
var NEG_NEARZERO = -NEARZERO;
function exp(x) {
	var hi;
	var lo;
	var k;
	if (lib_default$83(x) || x === FLOAT64_PINF) return x;
	if (x === FLOAT64_NINF) return 0;
	if (x > OVERFLOW) return FLOAT64_PINF;
	if (x < UNDERFLOW) return 0;
	if (x > NEG_NEARZERO && x < NEARZERO) return 1 + x;
	if (x < 0) k = lib_default$61(LOG2_E * x - .5);
	else k = lib_default$61(LOG2_E * x + .5);
	hi = x - k * LN2_HI$2;
	lo = k * LN2_LO$2;
	return expmulti(hi, lo, k);
}
var lib_default$13 = exp;
function cosh(x) {
	if (lib_default$83(x)) return x;
	if (x < 0) x = -x;
	if (x > 21) return lib_default$13(x) / 2;
	return (lib_default$13(x) + lib_default$13(-x)) / 2;
}
var lib_default$9 = cosh;
var LOW;
if (lib_default$81 === true) LOW = 0;
else LOW = 1;
var low_default = LOW;
var FLOAT64_VIEW = new array_float64_default(1);
var UINT32_VIEW = new array_uint32_default(FLOAT64_VIEW.buffer);
function setLowWord(x, low) {
	FLOAT64_VIEW[0] = x;
	UINT32_VIEW[low_default] = low >>> 0;
	return FLOAT64_VIEW[0];
}
var lib_default$60 = setLowWord;
function evalpoly$70(x) {
	if (x === 0) return -.3250421072470015;
	return -.3250421072470015 + x * (-.02848174957559851 + x * (-.005770270296489442 + x * -23763016656650163e-21));
}
function evalpoly$69(x) {
	if (x === 0) return .39791722395915535;
	return .39791722395915535 + x * (.0650222499887673 + x * (.005081306281875766 + x * (.00013249473800432164 + x * -3960228278775368e-21)));
}
function evalpoly$68(x) {
	if (x === 0) return .41485611868374833;
	return .41485611868374833 + x * (-.3722078760357013 + x * (.31834661990116175 + x * (-.11089469428239668 + x * (.035478304325618236 + x * -.002166375594868791))));
}
function evalpoly$67(x) {
	if (x === 0) return .10642088040084423;
	return .10642088040084423 + x * (.540397917702171 + x * (.07182865441419627 + x * (.12617121980876164 + x * (.01363708391202905 + x * .011984499846799107))));
}
function evalpoly$66(x) {
	if (x === 0) return -.6938585727071818;
	return -.6938585727071818 + x * (-10.558626225323291 + x * (-62.375332450326006 + x * (-162.39666946257347 + x * (-184.60509290671104 + x * (-81.2874355063066 + x * -9.814329344169145)))));
}
function evalpoly$65(x) {
	if (x === 0) return 19.651271667439257;
	return 19.651271667439257 + x * (137.65775414351904 + x * (434.56587747522923 + x * (645.3872717332679 + x * (429.00814002756783 + x * (108.63500554177944 + x * (6.570249770319282 + x * -.0604244152148581))))));
}
function evalpoly$64(x) {
	if (x === 0) return -.799283237680523;
	return -.799283237680523 + x * (-17.757954917754752 + x * (-160.63638485582192 + x * (-637.5664433683896 + x * (-1025.0951316110772 + x * -483.5191916086514))));
}
function evalpoly$63(x) {
	if (x === 0) return 30.33806074348246;
	return 30.33806074348246 + x * (325.7925129965739 + x * (1536.729586084437 + x * (3199.8582195085955 + x * (2553.0504064331644 + x * (474.52854120695537 + x * -22.44095244658582)))));
}
var TINY$4 = 1e-300;
var VERY_TINY = 2848094538889218e-321;
var SMALL$1 = 3.725290298461914e-9;
var ERX$1 = .8450629115104675;
var EFX = .1283791670955126;
var EFX8 = 1.0270333367641007;
var PPC$1 = .12837916709551256;
var QQC$1 = 1;
var PAC$1 = -.0023621185607526594;
var QAC$1 = 1;
var RAC$1 = -.009864944034847148;
var SAC$1 = 1;
var RBC$1 = -.0098649429247001;
var SBC$1 = 1;
function erf(x) {
	var sign;
	var ax;
	var z;
	var r;
	var s;
	var y;
	var p;
	var q;
	if (lib_default$83(x)) return NaN;
	if (x === FLOAT64_PINF) return 1;
	if (x === FLOAT64_NINF) return -1;
	if (x === 0) return x;
	if (x < 0) {
		sign = true;
		ax = -x;
	} else {
		sign = false;
		ax = x;
	}
	if (ax < .84375) {
		if (ax < SMALL$1) {
			if (ax < VERY_TINY) return .125 * (8 * x + EFX8 * x);
			return x + EFX * x;
		}
		z = x * x;
		r = PPC$1 + z * evalpoly$70(z);
		s = QQC$1 + z * evalpoly$69(z);
		y = r / s;
		return x + x * y;
	}
	if (ax < 1.25) {
		s = ax - 1;
		p = PAC$1 + s * evalpoly$68(s);
		q = QAC$1 + s * evalpoly$67(s);
		if (sign) return -ERX$1 - p / q;
		return ERX$1 + p / q;
	}
	if (ax >= 6) {
		if (sign) return TINY$4 - 1;
		return 1 - TINY$4;
	}
	s = 1 / (ax * ax);
	if (ax < 2.857142857142857) {
		r = RAC$1 + s * evalpoly$66(s);
		s = SAC$1 + s * evalpoly$65(s);
	} else {
		r = RBC$1 + s * evalpoly$64(s);
		s = SBC$1 + s * evalpoly$63(s);
	}
	z = lib_default$60(ax, 0);
	r = lib_default$13(-(z * z) - .5625) * lib_default$13((z - ax) * (z + ax) + r / s);
	if (sign) return r / ax - 1;
	return 1 - r / ax;
}
var lib_default$10 = erf;
function evalpoly$62(x) {
	if (x === 0) return -.3250421072470015;
	return -.3250421072470015 + x * (-.02848174957559851 + x * (-.005770270296489442 + x * -23763016656650163e-21));
}
function evalpoly$61(x) {
	if (x === 0) return .39791722395915535;
	return .39791722395915535 + x * (.0650222499887673 + x * (.005081306281875766 + x * (.00013249473800432164 + x * -3960228278775368e-21)));
}
function evalpoly$60(x) {
	if (x === 0) return .41485611868374833;
	return .41485611868374833 + x * (-.3722078760357013 + x * (.31834661990116175 + x * (-.11089469428239668 + x * (.035478304325618236 + x * -.002166375594868791))));
}
function evalpoly$59(x) {
	if (x === 0) return .10642088040084423;
	return .10642088040084423 + x * (.540397917702171 + x * (.07182865441419627 + x * (.12617121980876164 + x * (.01363708391202905 + x * .011984499846799107))));
}
function evalpoly$58(x) {
	if (x === 0) return -.6938585727071818;
	return -.6938585727071818 + x * (-10.558626225323291 + x * (-62.375332450326006 + x * (-162.39666946257347 + x * (-184.60509290671104 + x * (-81.2874355063066 + x * -9.814329344169145)))));
}
function evalpoly$57(x) {
	if (x === 0) return 19.651271667439257;
	return 19.651271667439257 + x * (137.65775414351904 + x * (434.56587747522923 + x * (645.3872717332679 + x * (429.00814002756783 + x * (108.63500554177944 + x * (6.570249770319282 + x * -.0604244152148581))))));
}
function evalpoly$56(x) {
	if (x === 0) return -.799283237680523;
	return -.799283237680523 + x * (-17.757954917754752 + x * (-160.63638485582192 + x * (-637.5664433683896 + x * (-1025.0951316110772 + x * -483.5191916086514))));
}
function evalpoly$55(x) {
	if (x === 0) return 30.33806074348246;
	return 30.33806074348246 + x * (325.7925129965739 + x * (1536.729586084437 + x * (3199.8582195085955 + x * (2553.0504064331644 + x * (474.52854120695537 + x * -22.44095244658582)))));
}
var TINY$3 = 1e-300;
var SMALL = 13877787807814457e-33;
var ERX = .8450629115104675;
var PPC = .12837916709551256;
var QQC = 1;
var PAC = -.0023621185607526594;
var QAC = 1;
var RAC = -.009864944034847148;
var SAC = 1;
var RBC = -.0098649429247001;
var SBC = 1;
function erfc(x) {
	var sign;
	var ax;
	var z;
	var r;
	var s;
	var y;
	var p;
	var q;
	if (lib_default$83(x)) return NaN;
	if (x === FLOAT64_PINF) return 0;
	if (x === FLOAT64_NINF) return 2;
	if (x === 0) return 1;
	if (x < 0) {
		sign = true;
		ax = -x;
	} else {
		sign = false;
		ax = x;
	}
	if (ax < .84375) {
		if (ax < SMALL) return 1 - x;
		z = x * x;
		r = PPC + z * evalpoly$62(z);
		s = QQC + z * evalpoly$61(z);
		y = r / s;
		if (x < .25) return 1 - (x + x * y);
		r = x * y;
		r += x - .5;
		return .5 - r;
	}
	if (ax < 1.25) {
		s = ax - 1;
		p = PAC + s * evalpoly$60(s);
		q = QAC + s * evalpoly$59(s);
		if (sign) return 1 + ERX + p / q;
		return 1 - ERX - p / q;
	}
	if (ax < 28) {
		s = 1 / (ax * ax);
		if (ax < 2.857142857142857) {
			r = RAC + s * evalpoly$58(s);
			s = SAC + s * evalpoly$57(s);
		} else {
			if (x < -6) return 2 - TINY$3;
			r = RBC + s * evalpoly$56(s);
			s = SBC + s * evalpoly$55(s);
		}
		z = lib_default$60(ax, 0);
		r = lib_default$13(-(z * z) - .5625) * lib_default$13((z - ax) * (z + ax) + r / s);
		if (sign) return 2 - r / ax;
		return r / ax;
	}
	if (sign) return 2 - TINY$3;
	return TINY$3 * TINY$3;
}
var lib_default$11 = erfc;
function evalrational$22(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.0005087819496582806;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.0005087819496582806 + x * (-.008368748197417368 + x * (.03348066254097446 + x * (-.012692614766297404 + x * (-.03656379714117627 + x * (.02198786811111689 + x * (.008226878746769157 + x * (-.005387729650712429 + x * (0 + x * 0))))))));
		s2 = 1 + x * (-.9700050433032906 + x * (-1.5657455823417585 + x * (1.5622155839842302 + x * (.662328840472003 + x * (-.7122890234154284 + x * (-.05273963823400997 + x * (.07952836873415717 + x * (-.0023339375937419 + x * .0008862163904564247))))))));
	} else {
		x = 1 / x;
		s1 = 0 + x * (0 + x * (-.005387729650712429 + x * (.008226878746769157 + x * (.02198786811111689 + x * (-.03656379714117627 + x * (-.012692614766297404 + x * (.03348066254097446 + x * (-.008368748197417368 + x * -.0005087819496582806))))))));
		s2 = .0008862163904564247 + x * (-.0023339375937419 + x * (.07952836873415717 + x * (-.05273963823400997 + x * (-.7122890234154284 + x * (.662328840472003 + x * (1.5622155839842302 + x * (-1.5657455823417585 + x * (-.9700050433032906 + x * 1))))))));
	}
	return s1 / s2;
}
function evalrational$21(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.20243350835593876;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.20243350835593876 + x * (.10526468069939171 + x * (8.3705032834312 + x * (17.644729840837403 + x * (-18.851064805871424 + x * (-44.6382324441787 + x * (17.445385985570866 + x * (21.12946554483405 + x * -3.6719225470772936)))))));
		s2 = 1 + x * (6.242641248542475 + x * (3.971343795334387 + x * (-28.66081804998 + x * (-20.14326346804852 + x * (48.560921310873994 + x * (10.826866735546016 + x * (-22.643693341313973 + x * 1.7211476576120028)))))));
	} else {
		x = 1 / x;
		s1 = -3.6719225470772936 + x * (21.12946554483405 + x * (17.445385985570866 + x * (-44.6382324441787 + x * (-18.851064805871424 + x * (17.644729840837403 + x * (8.3705032834312 + x * (.10526468069939171 + x * -.20243350835593876)))))));
		s2 = 1.7211476576120028 + x * (-22.643693341313973 + x * (10.826866735546016 + x * (48.560921310873994 + x * (-20.14326346804852 + x * (-28.66081804998 + x * (3.971343795334387 + x * (6.242641248542475 + x * 1)))))));
	}
	return s1 / s2;
}
function evalrational$20(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.1311027816799519;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.1311027816799519 + x * (-.16379404719331705 + x * (.11703015634199525 + x * (.38707973897260434 + x * (.3377855389120359 + x * (.14286953440815717 + x * (.029015791000532906 + x * (.0021455899538880526 + x * (-6.794655751811263e-7 + x * (2.8522533178221704e-8 + x * -681149956853777e-24)))))))));
		s2 = 1 + x * (3.4662540724256723 + x * (5.381683457070069 + x * (4.778465929458438 + x * (2.5930192162362027 + x * (.848854343457902 + x * (.15226433829533179 + x * (.011059242293464892 + x * (0 + x * (0 + x * 0)))))))));
	} else {
		x = 1 / x;
		s1 = -681149956853777e-24 + x * (2.8522533178221704e-8 + x * (-6.794655751811263e-7 + x * (.0021455899538880526 + x * (.029015791000532906 + x * (.14286953440815717 + x * (.3377855389120359 + x * (.38707973897260434 + x * (.11703015634199525 + x * (-.16379404719331705 + x * -.1311027816799519)))))))));
		s2 = 0 + x * (0 + x * (0 + x * (.011059242293464892 + x * (.15226433829533179 + x * (.848854343457902 + x * (2.5930192162362027 + x * (4.778465929458438 + x * (5.381683457070069 + x * (3.4662540724256723 + x * 1)))))))));
	}
	return s1 / s2;
}
function evalrational$19(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.0350353787183178;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.0350353787183178 + x * (-.0022242652921344794 + x * (.018557330651423107 + x * (.009508047013259196 + x * (.0018712349281955923 + x * (.00015754461742496055 + x * (460469890584318e-20 + x * (-2304047769118826e-25 + x * 26633922742578204e-28)))))));
		s2 = 1 + x * (1.3653349817554064 + x * (.7620591645536234 + x * (.22009110576413124 + x * (.03415891436709477 + x * (.00263861676657016 + x * (7646752923027944e-20 + x * (0 + x * 0)))))));
	} else {
		x = 1 / x;
		s1 = 26633922742578204e-28 + x * (-2304047769118826e-25 + x * (460469890584318e-20 + x * (.00015754461742496055 + x * (.0018712349281955923 + x * (.009508047013259196 + x * (.018557330651423107 + x * (-.0022242652921344794 + x * -.0350353787183178)))))));
		s2 = 0 + x * (0 + x * (7646752923027944e-20 + x * (.00263861676657016 + x * (.03415891436709477 + x * (.22009110576413124 + x * (.7620591645536234 + x * (1.3653349817554064 + x * 1)))))));
	}
	return s1 / s2;
}
function evalrational$18(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.016743100507663373;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.016743100507663373 + x * (-.0011295143874558028 + x * (.001056288621524929 + x * (.00020938631748758808 + x * (14962478375834237e-21 + x * (4.4969678992770644e-7 + x * (4.625961635228786e-9 + x * (-2811287356288318e-29 + x * 9905570997331033e-32)))))));
		s2 = 1 + x * (.5914293448864175 + x * (.1381518657490833 + x * (.016074608709367652 + x * (.0009640118070051656 + x * (27533547476472603e-21 + x * (2.82243172016108e-7 + x * (0 + x * 0)))))));
	} else {
		x = 1 / x;
		s1 = 9905570997331033e-32 + x * (-2811287356288318e-29 + x * (4.625961635228786e-9 + x * (4.4969678992770644e-7 + x * (14962478375834237e-21 + x * (.00020938631748758808 + x * (.001056288621524929 + x * (-.0011295143874558028 + x * -.016743100507663373)))))));
		s2 = 0 + x * (0 + x * (2.82243172016108e-7 + x * (27533547476472603e-21 + x * (.0009640118070051656 + x * (.016074608709367652 + x * (.1381518657490833 + x * (.5914293448864175 + x * 1)))))));
	}
	return s1 / s2;
}
var Y1$1 = .08913147449493408;
var Y2$1 = 2.249481201171875;
var Y3$1 = .807220458984375;
var Y4 = .9399557113647461;
var Y5 = .9836282730102539;
function erfcinv(x) {
	var sign;
	var qs;
	var q;
	var g;
	var r;
	if (lib_default$83(x)) return NaN;
	if (x === 0) return FLOAT64_PINF;
	if (x === 2) return FLOAT64_NINF;
	if (x === 1) return 0;
	if (x > 2 || x < 0) return NaN;
	if (x > 1) {
		sign = -1;
		q = 2 - x;
	} else {
		sign = 1;
		q = x;
	}
	x = 1 - q;
	if (x <= .5) {
		g = x * (x + 10);
		r = evalrational$22(x);
		return sign * (g * Y1$1 + g * r);
	}
	if (q >= .25) {
		g = lib_default$82(-2 * lib_default$22(q));
		q -= .25;
		r = evalrational$21(q);
		return sign * (g / (Y2$1 + r));
	}
	q = lib_default$82(-lib_default$22(q));
	if (q < 3) {
		qs = q - 1.125;
		r = evalrational$20(qs);
		return sign * (Y3$1 * q + r * q);
	}
	if (q < 6) {
		qs = q - 3;
		r = evalrational$19(qs);
		return sign * (Y4 * q + r * q);
	}
	qs = q - 6;
	r = evalrational$18(qs);
	return sign * (Y5 * q + r * q);
}
var lib_default$12 = erfcinv;
function evalpoly$54(x) {
	if (x === 0) return -.03333333333333313;
	return -.03333333333333313 + x * (.0015873015872548146 + x * (-793650757867488e-19 + x * (4008217827329362e-21 + x * -2.0109921818362437e-7)));
}
var OVERFLOW_THRESHOLD = 709.782712893384;
var LN2_HI$1 = .6931471803691238;
var LN2_LO$1 = 19082149292705877e-26;
var LN2_INV = 1.4426950408889634;
var LN2x56 = 38.816242111356935;
var LN2_HALFX3 = 1.0397207708399179;
function expm1(x) {
	var halfX;
	var twopk;
	var sign;
	var hi;
	var lo;
	var hx;
	var r1;
	var y;
	var z;
	var c;
	var t;
	var e;
	var k;
	if (x === FLOAT64_PINF || lib_default$83(x)) return x;
	if (x === FLOAT64_NINF) return -1;
	if (x === 0) return x;
	if (x < 0) {
		sign = true;
		y = -x;
	} else {
		sign = false;
		y = x;
	}
	if (y >= LN2x56) {
		if (sign) return -1;
		if (y >= OVERFLOW_THRESHOLD) return FLOAT64_PINF;
	}
	hx = lib_default$80(y) | 0;
	if (y > .34657359027997264) {
		if (y < LN2_HALFX3) {
			if (sign) {
				hi = x + LN2_HI$1;
				lo = -LN2_LO$1;
				k = -1;
			} else {
				hi = x - LN2_HI$1;
				lo = LN2_LO$1;
				k = 1;
			}
		} else {
			if (sign) k = LN2_INV * x - .5;
			else k = LN2_INV * x + .5;
			k |= 0;
			t = k;
			hi = x - t * LN2_HI$1;
			lo = t * LN2_LO$1;
		}
		x = hi - lo;
		c = hi - x - lo;
	} else if (hx < 1016070144) return x;
	else k = 0;
	halfX = .5 * x;
	z = x * halfX;
	r1 = 1 + z * evalpoly$54(z);
	t = 3 - r1 * halfX;
	e = z * ((r1 - t) / (6 - x * t));
	if (k === 0) return x - (x * e - z);
	twopk = lib_default$76(FLOAT64_EXPONENT_BIAS + k << 20, 0);
	e = x * (e - c) - c;
	e -= z;
	if (k === -1) return .5 * (x - e) - .5;
	if (k === 1) {
		if (x < -.25) return -2 * (e - (x + .5));
		return 1 + 2 * (x - e);
	}
	if (k <= -2 || k > 56) {
		y = 1 - (e - x);
		if (k === 1024) {
			hi = lib_default$80(y) + (k << 20) | 0;
			y = lib_default$79(y, hi);
		} else y *= twopk;
		return y - 1;
	}
	t = 1;
	if (k < 20) {
		hi = 1072693248 - (2097152 >> k) | 0;
		t = lib_default$79(t, hi);
		y = t - (e - x);
	} else {
		hi = FLOAT64_EXPONENT_BIAS - k << 20 | 0;
		t = lib_default$79(t, hi);
		y = x - (e + t);
		y += 1;
	}
	y *= twopk;
	return y;
}
var lib_default$14 = expm1;
function isInteger(x) {
	return lib_default$70(x) === x;
}
var lib_default$59 = isInteger;
function isNegativeZero(x) {
	return x === 0 && 1 / x === FLOAT64_NINF;
}
var lib_default$58 = isNegativeZero;
var PIO4_HIGH_WORD = 1072243195;
var SMALL_HIGH_WORD = 1045430272;
var Y = [0, 0];
function sin(x) {
	var ix;
	var n;
	ix = lib_default$80(x);
	ix &= FLOAT64_HIGH_WORD_ABS_MASK;
	if (ix <= PIO4_HIGH_WORD) {
		if (ix < SMALL_HIGH_WORD) return x;
		return lib_default$72(x, 0);
	}
	if (ix >= 2146435072) return NaN;
	n = lib_default$63(x, Y);
	switch (n & 3) {
		case 0: return lib_default$72(Y[0], Y[1]);
		case 1: return lib_default$73(Y[0], Y[1]);
		case 2: return -lib_default$72(Y[0], Y[1]);
		default: return -lib_default$73(Y[0], Y[1]);
	}
}
var lib_default$27 = sin;
var SQRT_TWO_PI = 2.5066282746310007;
function isEven(x) {
	return lib_default$59(x / 2);
}
var lib_default$57 = isEven;
function isOdd(x) {
	if (x > 0) return lib_default$57(x - 1);
	return lib_default$57(x + 1);
}
var lib_default$56 = isOdd;
function uint32ToInt32(x) {
	return x | 0;
}
var lib_default$55 = uint32ToInt32;
function pow$3(x, y) {
	if (y === FLOAT64_NINF) return FLOAT64_PINF;
	if (y === FLOAT64_PINF) return 0;
	if (y > 0) {
		if (lib_default$56(y)) return x;
		return 0;
	}
	if (lib_default$56(y)) return lib_default$75(FLOAT64_PINF, x);
	return FLOAT64_PINF;
}
var HIGH_MAX_NEAR_UNITY$1 = 1072693247;
var HUGE$1 = 1e300;
var TINY$2 = 1e-300;
function pow$2(x, y) {
	if ((lib_default$80(x) & 2147483647) <= HIGH_MAX_NEAR_UNITY$1) {
		if (y < 0) return HUGE$1 * HUGE$1;
		return TINY$2 * TINY$2;
	}
	if (y > 0) return HUGE$1 * HUGE$1;
	return TINY$2 * TINY$2;
}
function pow$1(x, y) {
	if (x === -1) return (x - x) / (x - x);
	if (x === 1) return 1;
	if (lib_default$69(x) < 1 === (y === FLOAT64_PINF)) return 0;
	return FLOAT64_PINF;
}
function evalpoly$53(x) {
	if (x === 0) return .5999999999999946;
	return .5999999999999946 + x * (.4285714285785502 + x * (.33333332981837743 + x * (.272728123808534 + x * (.23066074577556175 + x * .20697501780033842))));
}
var HIGH_SIGNIFICAND_MASK = 1048575;
var HIGH_MIN_NORMAL_EXP$3 = 1048576;
var HIGH_BIASED_EXP_0$3 = 1072693248;
var HIGH_BIASED_EXP_NEG_512 = 536870912;
var HIGH_SIGNIFICAND_HALF = 524288;
var TWO53 = 9007199254740992;
var CP = .9617966939259756;
var CP_HI = .9617967009544373;
var CP_LO = -7.028461650952758e-9;
var BP = [1, 1.5];
var DP_HI = [0, .5849624872207642];
var DP_LO = [0, 1.350039202129749e-8];
function log2ax(out, ax, ahx) {
	var tmp;
	var ss;
	var s2;
	var hs;
	var ls;
	var ht;
	var lt;
	var bp;
	var dp;
	var hp;
	var lp;
	var hz;
	var lz;
	var t1;
	var t2;
	var t;
	var r;
	var u;
	var v;
	var n;
	var j;
	var k;
	n = 0;
	if (ahx < HIGH_MIN_NORMAL_EXP$3) {
		ax *= TWO53;
		n -= 53;
		ahx = lib_default$80(ax);
	}
	n += (ahx >> 20) - FLOAT64_EXPONENT_BIAS | 0;
	j = ahx & HIGH_SIGNIFICAND_MASK | 0;
	ahx = j | HIGH_BIASED_EXP_0$3 | 0;
	if (j <= 235662) k = 0;
	else if (j < 767610) k = 1;
	else {
		k = 0;
		n += 1;
		ahx -= HIGH_MIN_NORMAL_EXP$3;
	}
	ax = lib_default$79(ax, ahx);
	bp = BP[k];
	u = ax - bp;
	v = 1 / (ax + bp);
	ss = u * v;
	hs = lib_default$60(ss, 0);
	tmp = (ahx >> 1 | HIGH_BIASED_EXP_NEG_512) + HIGH_SIGNIFICAND_HALF;
	tmp += k << 18;
	ht = lib_default$79(0, tmp);
	lt = ax - (ht - bp);
	ls = v * (u - hs * ht - hs * lt);
	s2 = ss * ss;
	r = s2 * s2 * evalpoly$53(s2);
	r += ls * (hs + ss);
	s2 = hs * hs;
	ht = 3 + s2 + r;
	ht = lib_default$60(ht, 0);
	lt = r - (ht - 3 - s2);
	u = hs * ht;
	v = ls * ht + lt * ss;
	hp = u + v;
	hp = lib_default$60(hp, 0);
	lp = v - (hp - u);
	hz = CP_HI * hp;
	lz = CP_LO * hp + lp * CP + DP_LO[k];
	dp = DP_HI[k];
	t = n;
	t1 = hz + lz + dp + t;
	t1 = lib_default$60(t1, 0);
	t2 = lz - (t1 - t - dp - hz);
	out[0] = t1;
	out[1] = t2;
	return out;
}
function evalpoly$52(x) {
	if (x === 0) return .5;
	return .5 + x * (-.3333333333333333 + x * .25);
}
var INV_LN2 = 1.4426950408889634;
var INV_LN2_HI = 1.4426950216293335;
var INV_LN2_LO = 1.9259629911266175e-8;
function logx(out, ax) {
	var t2;
	var t1;
	var t;
	var w;
	var u;
	var v;
	t = ax - 1;
	w = t * t * evalpoly$52(t);
	u = INV_LN2_HI * t;
	v = t * INV_LN2_LO - w * INV_LN2;
	t1 = u + v;
	t1 = lib_default$60(t1, 0);
	t2 = v - (t1 - u);
	out[0] = t1;
	out[1] = t2;
	return out;
}
function evalpoly$51(x) {
	if (x === 0) return .16666666666666602;
	return .16666666666666602 + x * (-.0027777777777015593 + x * (6613756321437934e-20 + x * (-16533902205465252e-22 + x * 4.1381367970572385e-8)));
}
var HIGH_MIN_NORMAL_EXP$2 = 1048576;
var HIGH_BIASED_EXP_NEG_1 = 1071644672;
var LN2_HI = .6931471824645996;
var LN2_LO = -1.904654299957768e-9;
function pow2(j, hp, lp) {
	var tmp;
	var t1;
	var t;
	var r;
	var u;
	var v;
	var w;
	var z;
	var n;
	var i;
	var k;
	i = j & FLOAT64_HIGH_WORD_ABS_MASK | 0;
	k = (i >> 20) - FLOAT64_EXPONENT_BIAS | 0;
	n = 0;
	if (i > HIGH_BIASED_EXP_NEG_1) {
		n = j + (HIGH_MIN_NORMAL_EXP$2 >> k + 1) >>> 0;
		k = ((n & FLOAT64_HIGH_WORD_ABS_MASK) >> 20) - FLOAT64_EXPONENT_BIAS | 0;
		tmp = (n & ~(FLOAT64_HIGH_WORD_SIGNIFICAND_MASK >> k)) >>> 0;
		t = lib_default$79(0, tmp);
		n = (n & FLOAT64_HIGH_WORD_SIGNIFICAND_MASK | HIGH_MIN_NORMAL_EXP$2) >> 20 - k >>> 0;
		if (j < 0) n = -n;
		hp -= t;
	}
	t = lp + hp;
	t = lib_default$60(t, 0);
	u = t * LN2_HI;
	v = (lp - (t - hp)) * LN2 + t * LN2_LO;
	z = u + v;
	w = v - (z - u);
	t = z * z;
	t1 = z - t * evalpoly$51(t);
	r = z * t1 / (t1 - 2) - (w + z * w);
	z = 1 - (r - z);
	j = lib_default$80(z);
	j = lib_default$55(j);
	j += n << 20 >>> 0;
	if (j >> 20 <= 0) z = lib_default$67(z, n);
	else z = lib_default$79(z, j);
	return z;
}
var HIGH_MAX_NEAR_UNITY = 1072693247;
var HIGH_BIASED_EXP_31 = 1105199104;
var HIGH_BIASED_EXP_64 = 1139802112;
var HIGH_BIASED_EXP_10 = 1083179008;
var HIGH_BIASED_EXP_0$2 = 1072693248;
var HIGH_1075 = 1083231232;
var HIGH_NEG_1075 = 3230714880;
var HIGH_NUM_NONSIGN_BITS = 31;
var HUGE = 1e300;
var TINY$1 = 1e-300;
var OVT = 8008566259537294e-32;
var WORDS$2 = [0, 0];
var LOG_WORKSPACE = [0, 0];
function pow(x, y) {
	var ahx;
	var ahy;
	var ax;
	var hx;
	var lx;
	var hy;
	var ly;
	var sx;
	var sy;
	var y1;
	var hp;
	var lp;
	var t;
	var z;
	var j;
	var i;
	if (lib_default$83(x) || lib_default$83(y)) return NaN;
	toWords(y, WORDS$2, 1, 0);
	hy = WORDS$2[0];
	ly = WORDS$2[1];
	if (ly === 0) {
		if (y === 0) return 1;
		if (y === 1) return x;
		if (y === -1) return 1 / x;
		if (y === .5) return lib_default$82(x);
		if (y === -.5) return 1 / lib_default$82(x);
		if (y === 2) return x * x;
		if (y === 3) return x * x * x;
		if (y === 4) {
			x *= x;
			return x * x;
		}
		if (lib_default$77(y)) return pow$1(x, y);
	}
	toWords(x, WORDS$2, 1, 0);
	hx = WORDS$2[0];
	lx = WORDS$2[1];
	if (lx === 0) {
		if (hx === 0) return pow$3(x, y);
		if (x === 1) return 1;
		if (x === -1 && lib_default$56(y)) return -1;
		if (lib_default$77(x)) {
			if (x === FLOAT64_NINF) return pow(-0, -y);
			if (y < 0) return 0;
			return FLOAT64_PINF;
		}
	}
	if (x < 0 && lib_default$59(y) === false) return (x - x) / (x - x);
	ax = lib_default$69(x);
	ahx = hx & FLOAT64_HIGH_WORD_ABS_MASK | 0;
	ahy = hy & FLOAT64_HIGH_WORD_ABS_MASK | 0;
	sx = hx >>> HIGH_NUM_NONSIGN_BITS | 0;
	sy = hy >>> HIGH_NUM_NONSIGN_BITS | 0;
	if (sx && lib_default$56(y)) sx = -1;
	else sx = 1;
	if (ahy > HIGH_BIASED_EXP_31) {
		if (ahy > HIGH_BIASED_EXP_64) return pow$2(x, y);
		if (ahx < HIGH_MAX_NEAR_UNITY) {
			if (sy === 1) return sx * HUGE * HUGE;
			return sx * TINY$1 * TINY$1;
		}
		if (ahx > HIGH_BIASED_EXP_0$2) {
			if (sy === 0) return sx * HUGE * HUGE;
			return sx * TINY$1 * TINY$1;
		}
		t = logx(LOG_WORKSPACE, ax);
	} else t = log2ax(LOG_WORKSPACE, ax, ahx);
	y1 = lib_default$60(y, 0);
	lp = (y - y1) * t[0] + y * t[1];
	hp = y1 * t[0];
	z = lp + hp;
	toWords(z, WORDS$2, 1, 0);
	j = lib_default$55(WORDS$2[0]);
	i = lib_default$55(WORDS$2[1]);
	if (j >= HIGH_BIASED_EXP_10) {
		if ((j - HIGH_BIASED_EXP_10 | i) !== 0) return sx * HUGE * HUGE;
		if (lp + OVT > z - hp) return sx * HUGE * HUGE;
	} else if ((j & 2147483647) >= HIGH_1075) {
		if ((j - HIGH_NEG_1075 | i) !== 0) return sx * TINY$1 * TINY$1;
		if (lp <= z - hp) return sx * TINY$1 * TINY$1;
	}
	z = pow2(j, hp, lp);
	return sx * z;
}
var lib_default$26 = pow;
function evalpoly$50(x) {
	if (x === 0) return .08333333333334822;
	return .08333333333334822 + x * (.0034722222160545866 + x * (-.0026813261780578124 + x * (-.00022954996161337813 + x * .0007873113957930937)));
}
var MAX_STIRLING = 143.01608;
function gamma$2(x) {
	var w;
	var y;
	var v;
	w = 1 / x;
	w = 1 + w * evalpoly$50(w);
	y = lib_default$13(x);
	if (x > MAX_STIRLING) {
		v = lib_default$26(x, .5 * x - .25);
		y = v * (v / y);
	} else y = lib_default$26(x, x - .5) / y;
	return SQRT_TWO_PI * y * w;
}
var EULERGAMMA = .5772156649015329;
function gamma$1(x, z) {
	return z / ((1 + EULERGAMMA * x) * x);
}
function evalrational$17(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return 1;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = 1 + x * (.4942148268014971 + x * (.20744822764843598 + x * (.04763678004571372 + x * (.010421379756176158 + x * (.0011913514700658638 + x * (.00016011952247675185 + x * 0))))));
		s2 = 1 + x * (.0714304917030273 + x * (-.23459179571824335 + x * (.035823639860549865 + x * (.011813978522206043 + x * (-.004456419138517973 + x * (.0005396055804933034 + x * -23158187332412014e-21))))));
	} else {
		x = 1 / x;
		s1 = 0 + x * (.00016011952247675185 + x * (.0011913514700658638 + x * (.010421379756176158 + x * (.04763678004571372 + x * (.20744822764843598 + x * (.4942148268014971 + x * 1))))));
		s2 = -23158187332412014e-21 + x * (.0005396055804933034 + x * (-.004456419138517973 + x * (.011813978522206043 + x * (.035823639860549865 + x * (-.23459179571824335 + x * (.0714304917030273 + x * 1))))));
	}
	return s1 / s2;
}
function gamma(x) {
	var sign;
	var q;
	var p;
	var z;
	if (lib_default$59(x) && x < 0 || x === FLOAT64_NINF || lib_default$83(x)) return NaN;
	if (x === 0) {
		if (lib_default$58(x)) return FLOAT64_NINF;
		return FLOAT64_PINF;
	}
	if (x > 171.61447887182297) return FLOAT64_PINF;
	if (x < -170.5674972726612) return 0;
	q = lib_default$69(x);
	if (q > 33) {
		if (x >= 0) return gamma$2(x);
		p = lib_default$70(q);
		if ((p & 1) === 0) sign = -1;
		else sign = 1;
		z = q - p;
		if (z > .5) {
			p += 1;
			z = q - p;
		}
		z = q * lib_default$27(PI * z);
		return sign * PI / (lib_default$69(z) * gamma$2(q));
	}
	z = 1;
	while (x >= 3) {
		x -= 1;
		z *= x;
	}
	while (x < 0) {
		if (x > -1e-9) return gamma$1(x, z);
		z /= x;
		x += 1;
	}
	while (x < 2) {
		if (x < 1e-9) return gamma$1(x, z);
		z /= x;
		x += 1;
	}
	if (x === 2) return z;
	x -= 2;
	return z * evalrational$17(x);
}
var lib_default$15 = gamma;
function sinpi(x) {
	var ar;
	var r;
	if (lib_default$83(x)) return NaN;
	if (lib_default$77(x)) return NaN;
	r = x % 2;
	ar = lib_default$69(r);
	if (ar === 0 || ar === 1) return lib_default$75(0, r);
	if (ar < .25) return lib_default$27(PI * r);
	if (ar < .75) {
		ar = .5 - ar;
		return lib_default$75(lib_default$8(PI * ar), r);
	}
	if (ar < 1.25) {
		r = lib_default$75(1, r) - r;
		return lib_default$27(PI * r);
	}
	if (ar < 1.75) {
		ar -= 1.5;
		return -lib_default$75(lib_default$8(PI * ar), r);
	}
	r -= lib_default$75(2, r);
	return lib_default$27(PI * r);
}
var lib_default$54 = sinpi;
function evalpoly$49(x) {
	if (x === 0) return .06735230105312927;
	return .06735230105312927 + x * (.007385550860814029 + x * (.0011927076318336207 + x * (.00022086279071390839 + x * 25214456545125733e-21)));
}
function evalpoly$48(x) {
	if (x === 0) return .020580808432516733;
	return .020580808432516733 + x * (.0028905138367341563 + x * (.0005100697921535113 + x * (.00010801156724758394 + x * 44864094961891516e-21)));
}
function evalpoly$47(x) {
	if (x === 0) return 1.3920053346762105;
	return 1.3920053346762105 + x * (.7219355475671381 + x * (.17193386563280308 + x * (.01864591917156529 + x * (.0007779424963818936 + x * 7326684307446256e-21))));
}
function evalpoly$46(x) {
	if (x === 0) return .21498241596060885;
	return .21498241596060885 + x * (.325778796408931 + x * (.14635047265246445 + x * (.02664227030336386 + x * (.0018402845140733772 + x * 3194753265841009e-20))));
}
function evalpoly$45(x) {
	if (x === 0) return -.032788541075985965;
	return -.032788541075985965 + x * (.006100538702462913 + x * (-.0014034646998923284 + x * .00031563207090362595));
}
function evalpoly$44(x) {
	if (x === 0) return .01797067508118204;
	return .01797067508118204 + x * (-.0036845201678113826 + x * (.000881081882437654 + x * -.00031275416837512086));
}
function evalpoly$43(x) {
	if (x === 0) return -.010314224129834144;
	return -.010314224129834144 + x * (.0022596478090061247 + x * (-.0005385953053567405 + x * .0003355291926355191));
}
function evalpoly$42(x) {
	if (x === 0) return .6328270640250934;
	return .6328270640250934 + x * (1.4549225013723477 + x * (.9777175279633727 + x * (.22896372806469245 + x * .013381091853678766)));
}
function evalpoly$41(x) {
	if (x === 0) return 2.4559779371304113;
	return 2.4559779371304113 + x * (2.128489763798934 + x * (.7692851504566728 + x * (.10422264559336913 + x * .003217092422824239)));
}
function evalpoly$40(x) {
	if (x === 0) return .08333333333333297;
	return .08333333333333297 + x * (-.0027777777772877554 + x * (.0007936505586430196 + x * (-.00059518755745034 + x * (.0008363399189962821 + x * -.0016309293409657527))));
}
var A1C = .07721566490153287;
var A2C = .3224670334241136;
var RC = 1;
var SC = -.07721566490153287;
var T1C = .48383612272381005;
var T2C = -.1475877229945939;
var T3C = .06462494023913339;
var UC = -.07721566490153287;
var VC = 1;
var WC = .4189385332046727;
var YMIN = 1.4616321449683622;
var TWO52 = 4503599627370496;
var TWO56 = 72057594037927940;
var TINY = 13877787807814457e-33;
var TC = 1.4616321449683622;
var TF = -.12148629053584961;
var TT = -3638676997039505e-33;
function gammaln(x) {
	var isNegative;
	var nadj;
	var flg;
	var p3;
	var p2;
	var p1;
	var p;
	var q;
	var t;
	var w;
	var y;
	var z;
	var r;
	if (lib_default$83(x) || lib_default$77(x)) return x;
	if (x === 0) return FLOAT64_PINF;
	if (x < 0) {
		isNegative = true;
		x = -x;
	} else isNegative = false;
	if (x < TINY) return -lib_default$22(x);
	if (isNegative) {
		if (x >= TWO52) return FLOAT64_PINF;
		t = lib_default$54(x);
		if (t === 0) return FLOAT64_PINF;
		nadj = lib_default$22(PI / lib_default$69(t * x));
	}
	if (x === 1 || x === 2) return 0;
	if (x < 2) {
		if (x <= .9) {
			r = -lib_default$22(x);
			if (x >= YMIN - 1 + .27) {
				y = 1 - x;
				flg = 0;
			} else if (x >= YMIN - 1 - .27) {
				y = x - (TC - 1);
				flg = 1;
			} else {
				y = x;
				flg = 2;
			}
		} else {
			r = 0;
			if (x >= YMIN + .27) {
				y = 2 - x;
				flg = 0;
			} else if (x >= YMIN - .27) {
				y = x - TC;
				flg = 1;
			} else {
				y = x - 1;
				flg = 2;
			}
		}
		switch (flg) {
			case 0:
				z = y * y;
				p1 = A1C + z * evalpoly$49(z);
				p2 = z * (A2C + z * evalpoly$48(z));
				p = y * p1 + p2;
				r += p - .5 * y;
				break;
			case 1:
				z = y * y;
				w = z * y;
				p1 = T1C + w * evalpoly$45(w);
				p2 = T2C + w * evalpoly$44(w);
				p3 = T3C + w * evalpoly$43(w);
				p = z * p1 - (TT - w * (p2 + y * p3));
				r += TF + p;
				break;
			case 2:
				p1 = y * (UC + y * evalpoly$42(y));
				p2 = VC + y * evalpoly$41(y);
				r += -.5 * y + p1 / p2;
		}
	} else if (x < 8) {
		flg = lib_default$61(x);
		y = x - flg;
		p = y * (SC + y * evalpoly$46(y));
		q = RC + y * evalpoly$47(y);
		r = .5 * y + p / q;
		z = 1;
		switch (flg) {
			case 7: z *= y + 6;
			case 6: z *= y + 5;
			case 5: z *= y + 4;
			case 4: z *= y + 3;
			case 3:
				z *= y + 2;
				r += lib_default$22(z);
		}
	} else if (x < TWO56) {
		t = lib_default$22(x);
		z = 1 / x;
		y = z * z;
		w = WC + z * evalpoly$40(y);
		r = (x - .5) * (t - 1) + w;
	} else r = x * (lib_default$22(x) - 1);
	if (isNegative) r = nadj - r;
	return r;
}
var lib_default$18 = gammaln;
var FLOAT64_MAX = 17976931348623157e292;
var evil = eval;
function hasGeneratorSupport() {
	var bool;
	try {
		evil("\"use strict\"; (function* () {})");
		bool = true;
	} catch (err) {
		bool = false;
	}
	return bool;
}
var lib_default$53 = hasGeneratorSupport;
var FLOAT64_EPSILON = 2220446049250313e-31;
var MAX_TERMS$1 = 1e6;
function sumSeries$2(generator, options) {
	var isgenerator;
	var tolerance;
	var nextTerm;
	var counter;
	var result;
	var opts = {};
	if (arguments.length > 1) opts = options;
	tolerance = opts.tolerance || 2220446049250313e-31;
	counter = opts.maxTerms || MAX_TERMS$1;
	result = opts.initialValue || 0;
	isgenerator = typeof generator.next === "function";
	if (isgenerator === true) for (nextTerm of generator) {
		result += nextTerm;
		if (lib_default$69(tolerance * result) >= lib_default$69(nextTerm) || --counter === 0) break;
	}
	else do {
		nextTerm = generator();
		result += nextTerm;
	} while (lib_default$69(tolerance * result) < lib_default$69(nextTerm) && --counter);
	return result;
}
var MAX_TERMS = 1e6;
function sumSeries$1(generator, options) {
	var tolerance;
	var nextTerm;
	var counter;
	var result;
	var opts = {};
	if (arguments.length > 1) opts = options;
	tolerance = opts.tolerance || 2220446049250313e-31;
	counter = opts.maxTerms || MAX_TERMS;
	result = opts.initialValue || 0;
	do {
		nextTerm = generator();
		result += nextTerm;
	} while (lib_default$69(tolerance * result) < lib_default$69(nextTerm) && --counter);
	return result;
}
var sumSeries;
if (lib_default$53()) sumSeries = sumSeries$2;
else sumSeries = sumSeries$1;
var lib_default$52 = sumSeries;
function tgammaILargeXSeries(a1, x1) {
	var result = 1;
	var a = a1 - 1;
	var x = x1;
	return next;
	function next() {
		var r = result;
		result *= a / x;
		a -= 1;
		return r;
	}
}
function tgammaILargeX(a, x) {
	return lib_default$52(tgammaILargeXSeries(a, x));
}
function finiteGammaQ(a, x) {
	var term;
	var sum;
	var e;
	var n;
	e = lib_default$13(-x);
	sum = e;
	if (sum !== 0) {
		term = sum;
		for (n = 1; n < a; ++n) {
			term /= n;
			term *= x;
			sum += term;
		}
	}
	return sum;
}
function finiteHalfGammaQ(a, x) {
	var half;
	var term;
	var sum;
	var e;
	var n;
	e = lib_default$11(lib_default$82(x));
	if (e !== 0 && a > 1) {
		term = lib_default$13(-x) / lib_default$82(PI * x);
		term *= x;
		half = .5;
		term /= half;
		sum = term;
		for (n = 2; n < a; ++n) {
			term /= n - half;
			term *= x;
			sum += term;
		}
		e += sum;
	}
	return e;
}
function fullIGammaPrefix$1(a, z) {
	var prefix;
	var alz = a * lib_default$22(z);
	if (z >= 1) {
		if (alz < 709.782712893384 && -z > -708.3964185322641) prefix = lib_default$26(z, a) * lib_default$13(-z);
		else if (a >= 1) prefix = lib_default$26(z / lib_default$13(z / a), a);
		else prefix = lib_default$13(alz - z);
	} else if (alz > -708.3964185322641) prefix = lib_default$26(z, a) * lib_default$13(-z);
	else if (z / a < 709.782712893384) prefix = lib_default$26(z / lib_default$13(z / a), a);
	else prefix = lib_default$13(alz - z);
	return prefix;
}
function evalpoly$39(c, x) {
	var p;
	var i = c.length;
	if (i < 2 || x === 0) {
		if (i === 0) return 0;
		return c[0];
	}
	i -= 1;
	p = c[i] * x + c[i - 1];
	i -= 2;
	while (i >= 0) {
		p = p * x + c[i];
		i -= 1;
	}
	return p;
}
var lib_default$51 = evalpoly$39;
function log1pSeries(x) {
	var mMult = -x;
	var mProd = -1;
	var k = 0;
	return next;
	function next() {
		mProd *= mMult;
		k += 1;
		return mProd / k;
	}
}
function log1pmx(x) {
	var opts;
	var ax;
	if (x <= -1) return NaN;
	ax = lib_default$69(x);
	if (ax > .95) return lib_default$22(1 + x) - x;
	if (ax < 2220446049250313e-31) return -x * x / 2;
	opts = { "initialValue": -x };
	return lib_default$52(log1pSeries(x), opts);
}
var lib_default$50 = log1pmx;
var TWO_PI = 6.283185307179586;
function evalpoly$38(x) {
	if (x === 0) return -.3333333333333333;
	return -.3333333333333333 + x * (.08333333333333333 + x * (-.014814814814814815 + x * (.0011574074074074073 + x * (.0003527336860670194 + x * (-.0001787551440329218 + x * (3919263178522438e-20 + x * (-21854485106799924e-22 + x * (-185406221071516e-20 + x * (8.296711340953087e-7 + x * (-1.7665952736826078e-7 + x * (6.707853543401498e-9 + x * (1.0261809784240309e-8 + x * (-4.382036018453353e-9 + x * 914769958223679e-24)))))))))))));
}
function evalpoly$37(x) {
	if (x === 0) return -.001851851851851852;
	return -.001851851851851852 + x * (-.003472222222222222 + x * (.0026455026455026454 + x * (-.0009902263374485596 + x * (.00020576131687242798 + x * (-4.018775720164609e-7 + x * (-18098550334489977e-21 + x * (764916091608111e-20 + x * (-16120900894563446e-22 + x * (4.647127802807434e-9 + x * (1.378633446915721e-7 + x * (-5.752545603517705e-8 + x * 1.1951628599778148e-8)))))))))));
}
function evalpoly$36(x) {
	if (x === 0) return .004133597883597883;
	return .004133597883597883 + x * (-.0026813271604938273 + x * (.0007716049382716049 + x * (20093878600823047e-22 + x * (-.00010736653226365161 + x * (52923448829120125e-21 + x * (-12760635188618728e-21 + x * (3.423578734096138e-8 + x * (13721957309062932e-22 + x * (-6.298992138380055e-7 + x * 1.4280614206064242e-7)))))))));
}
function evalpoly$35(x) {
	if (x === 0) return .0006494341563786008;
	return .0006494341563786008 + x * (.00022947209362139917 + x * (-.0004691894943952557 + x * (.00026772063206283885 + x * (-7561801671883977e-20 + x * (-2.396505113867297e-7 + x * (11082654115347302e-21 + x * (-56749528269915965e-22 + x * 14230900732435883e-22)))))));
}
function evalpoly$34(x) {
	if (x === 0) return -.0008618882909167117;
	return -.0008618882909167117 + x * (.0007840392217200666 + x * (-.0002990724803031902 + x * (-14638452578843418e-22 + x * (6641498215465122e-20 + x * (-3968365047179435e-20 + x * 11375726970678419e-21)))));
}
function evalpoly$33(x) {
	if (x === 0) return -.00033679855336635813;
	return -.00033679855336635813 + x * (-6972813758365858e-20 + x * (.0002772753244959392 + x * (-.00019932570516188847 + x * (6797780477937208e-20 + x * (1.419062920643967e-7 + x * (-13594048189768693e-21 + x * (8018470256334202e-21 + x * -2291481176508095e-21)))))));
}
function evalpoly$32(x) {
	if (x === 0) return .0005313079364639922;
	return .0005313079364639922 + x * (-.0005921664373536939 + x * (.0002708782096718045 + x * (7.902353232660328e-7 + x * (-8153969367561969e-20 + x * (561168275310625e-19 + x * -18329116582843375e-21)))));
}
function evalpoly$31(x) {
	if (x === 0) return .00034436760689237765;
	return .00034436760689237765 + x * (5171790908260592e-20 + x * (-.00033493161081142234 + x * (.0002812695154763237 + x * -.00010976582244684731)));
}
function evalpoly$30(x) {
	if (x === 0) return -.0006526239185953094;
	return -.0006526239185953094 + x * (.0008394987206720873 + x * -.000438297098541721);
}
var workspace$2 = [
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	0
];
function igammaTemmeLarge(a, x) {
	var result;
	var sigma;
	var phi;
	var y;
	var z;
	sigma = (x - a) / a;
	phi = -lib_default$50(sigma);
	y = a * phi;
	z = lib_default$82(2 * phi);
	if (x < a) z = -z;
	workspace$2[0] = evalpoly$38(z);
	workspace$2[1] = evalpoly$37(z);
	workspace$2[2] = evalpoly$36(z);
	workspace$2[3] = evalpoly$35(z);
	workspace$2[4] = evalpoly$34(z);
	workspace$2[5] = evalpoly$33(z);
	workspace$2[6] = evalpoly$32(z);
	workspace$2[7] = evalpoly$31(z);
	workspace$2[8] = evalpoly$30(z);
	workspace$2[9] = -.0005967612901927463;
	result = lib_default$51(workspace$2, 1 / a);
	result *= lib_default$13(-y) / lib_default$82(TWO_PI * a);
	if (x < a) result = -result;
	result += lib_default$11(lib_default$82(y)) / 2;
	return result;
}
function lowerIncompleteGammaSeries(a1, z1) {
	var result = 1;
	var a = a1;
	var z = z1;
	return next;
	function next() {
		var r = result;
		a += 1;
		result *= z / a;
		return r;
	}
}
function lowerGammaSeries(a, z, initialValue) {
	var result;
	var s;
	initialValue = initialValue || 0;
	s = lowerIncompleteGammaSeries(a, z);
	result = lib_default$52(s, { "initialValue": initialValue });
	return result;
}
function evalrational$16(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return Infinity;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = 709811.662581658 + x * (679979.8474157227 + x * (293136.7857211597 + x * (74887.54032914672 + x * (12555.290582413863 + x * (1443.4299244417066 + x * (115.24194596137347 + x * (6.309239205732627 + x * (.22668404630224365 + x * (.004826466289237662 + x * 4624429436045379e-20)))))))));
		s2 = 0 + x * (362880 + x * (1026576 + x * (1172700 + x * (723680 + x * (269325 + x * (63273 + x * (9450 + x * (870 + x * (45 + x * 1)))))))));
	} else {
		x = 1 / x;
		s1 = 4624429436045379e-20 + x * (.004826466289237662 + x * (.22668404630224365 + x * (6.309239205732627 + x * (115.24194596137347 + x * (1443.4299244417066 + x * (12555.290582413863 + x * (74887.54032914672 + x * (293136.7857211597 + x * (679979.8474157227 + x * 709811.662581658)))))))));
		s2 = 1 + x * (45 + x * (870 + x * (9450 + x * (63273 + x * (269325 + x * (723680 + x * (1172700 + x * (1026576 + x * (362880 + x * 0)))))))));
	}
	return s1 / s2;
}
var lib_default$49 = evalrational$16;
function isPositiveZero(x) {
	return x === 0 && 1 / x === FLOAT64_PINF;
}
var lib_default$48 = isPositiveZero;
function max(x, y) {
	if (lib_default$83(x) || lib_default$83(y)) return NaN;
	if (x === FLOAT64_PINF || y === FLOAT64_PINF) return FLOAT64_PINF;
	if (x === y && x === 0) {
		if (lib_default$48(x)) return x;
		return y;
	}
	if (x > y) return x;
	return y;
}
var lib_default$47 = max;
function min(x, y) {
	if (lib_default$83(x) || lib_default$83(y)) return NaN;
	if (x === FLOAT64_NINF || y === FLOAT64_NINF) return FLOAT64_NINF;
	if (x === y && x === 0) {
		if (lib_default$58(x)) return x;
		return y;
	}
	if (x < y) return x;
	return y;
}
var lib_default$46 = min;
var FLOAT64_GAMMA_LANCZOS_G = 10.900511;
var E = 2.718281828459045;
function regularisedGammaPrefix(a, z) {
	var prefix;
	var amza;
	var agh;
	var alz;
	var amz;
	var sq;
	var d;
	agh = a + FLOAT64_GAMMA_LANCZOS_G - .5;
	d = (z - a - FLOAT64_GAMMA_LANCZOS_G + .5) / agh;
	if (a < 1) {
		if (z <= -708.3964185322641 || a < 1 / 17976931348623157e292) return lib_default$13(a * lib_default$22(z) - z - lib_default$18(a));
		return lib_default$26(z, a) * lib_default$13(-z) / lib_default$15(a);
	}
	if (lib_default$69(d * d * a) <= 100 && a > 150) {
		prefix = a * lib_default$50(d) + z * (.5 - FLOAT64_GAMMA_LANCZOS_G) / agh;
		prefix = lib_default$13(prefix);
	} else {
		alz = a * lib_default$22(z / agh);
		amz = a - z;
		if (lib_default$46(alz, amz) <= -708.3964185322641 || lib_default$47(alz, amz) >= 709.782712893384) {
			amza = amz / a;
			if (lib_default$46(alz, amz) / 2 > -708.3964185322641 && lib_default$47(alz, amz) / 2 < 709.782712893384) {
				sq = lib_default$26(z / agh, a / 2) * lib_default$13(amz / 2);
				prefix = sq * sq;
			} else if (lib_default$46(alz, amz) / 4 > -708.3964185322641 && lib_default$47(alz, amz) / 4 < 709.782712893384 && z > a) {
				sq = lib_default$26(z / agh, a / 4) * lib_default$13(amz / 4);
				prefix = sq * sq;
				prefix *= prefix;
			} else if (amza > -708.3964185322641 && amza < 709.782712893384) prefix = lib_default$26(z * lib_default$13(amza) / agh, a);
			else prefix = lib_default$13(alz + amz);
		} else prefix = lib_default$26(z / agh, a) * lib_default$13(amz);
	}
	prefix *= lib_default$82(agh / E) / lib_default$49(a);
	return prefix;
}
function powm1(b, x) {
	var result;
	var y;
	if (lib_default$83(b) || lib_default$83(x)) return NaN;
	if (x === 0) return 0;
	if (b === 0) return -1;
	if (b < 0 && x % 2 === 0) b = -b;
	if (b > 0) {
		if (lib_default$69(x * (b - 1)) < .5 || lib_default$69(x) < .2) {
			y = lib_default$22(b) * x;
			if (y < .5) return lib_default$14(y);
		}
	} else if (lib_default$61(x) !== x) return NaN;
	result = lib_default$26(b, x) - 1;
	if (lib_default$77(result) || lib_default$83(result)) return NaN;
	return result;
}
var lib_default$45 = powm1;
function evalrational$15(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.01803556856784494;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.01803556856784494 + x * (.02512664961998968 + x * (.049410315156753225 + x * (.0172491608709614 + x * (-.0002594535632054381 + x * (-.0005410098692152044 + x * (-3245886498259485e-20 + x * 0))))));
		s2 = 1 + x * (1.962029871977952 + x * (1.4801966942423133 + x * (.5413914320717209 + x * (.09885042511280101 + x * (.008213096746488934 + x * (.00022493629192211576 + x * -2.2335276320861708e-7))))));
	} else {
		x = 1 / x;
		s1 = 0 + x * (-3245886498259485e-20 + x * (-.0005410098692152044 + x * (-.0002594535632054381 + x * (.0172491608709614 + x * (.049410315156753225 + x * (.02512664961998968 + x * -.01803556856784494))))));
		s2 = -2.2335276320861708e-7 + x * (.00022493629192211576 + x * (.008213096746488934 + x * (.09885042511280101 + x * (.5413914320717209 + x * (1.4801966942423133 + x * (1.962029871977952 + x * 1))))));
	}
	return s1 / s2;
}
function evalrational$14(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return .04906224540690395;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = .04906224540690395 + x * (-.09691175301595212 + x * (-.4149833583594954 + x * (-.4065671242119384 + x * (-.1584135863906922 + x * (-.024014982064857155 + x * -.0010034668769627955)))));
		s2 = 1 + x * (3.0234982984646304 + x * (3.4873958536072385 + x * (1.9141558827442668 + x * (.5071377386143635 + x * (.05770397226904519 + x * .001957681026011072)))));
	} else {
		x = 1 / x;
		s1 = -.0010034668769627955 + x * (-.024014982064857155 + x * (-.1584135863906922 + x * (-.4065671242119384 + x * (-.4149833583594954 + x * (-.09691175301595212 + x * .04906224540690395)))));
		s2 = .001957681026011072 + x * (.05770397226904519 + x * (.5071377386143635 + x * (1.9141558827442668 + x * (3.4873958536072385 + x * (3.0234982984646304 + x * 1)))));
	}
	return s1 / s2;
}
function evalrational$13(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.029232972183027003;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.029232972183027003 + x * (.14421626775719232 + x * (-.14244039073863127 + x * (.05428096940550536 + x * (-.008505359768683364 + x * (.0004311713426792973 + x * 0)))));
		s2 = 1 + x * (-1.5016935605448505 + x * (.846973248876495 + x * (-.22009515181499575 + x * (.02558279715597587 + x * (-.0010066679553914337 + x * -8.271935218912905e-7)))));
	} else {
		x = 1 / x;
		s1 = 0 + x * (.0004311713426792973 + x * (-.008505359768683364 + x * (.05428096940550536 + x * (-.14244039073863127 + x * (.14421626775719232 + x * -.029232972183027003)))));
		s2 = -8.271935218912905e-7 + x * (-.0010066679553914337 + x * (.02558279715597587 + x * (-.22009515181499575 + x * (.846973248876495 + x * (-1.5016935605448505 + x * 1)))));
	}
	return s1 / s2;
}
var Y1 = .15896368026733398;
var Y2 = .5281534194946289;
var Y3 = .45201730728149414;
function lgammaSmallImp(z, zm1, zm2) {
	var prefix;
	var result;
	var r;
	var R;
	if (z < 2220446049250313e-31) return -lib_default$22(z);
	if (zm1 === 0 || zm2 === 0) return 0;
	result = 0;
	if (z > 2) {
		if (z >= 3) {
			do {
				z -= 1;
				zm2 -= 1;
				result += lib_default$22(z);
			} while (z >= 3);
			zm2 = z - 2;
		}
		r = zm2 * (z + 1);
		R = evalrational$15(zm2);
		result += r * Y1 + r * R;
		return result;
	}
	if (z < 1) {
		result += -lib_default$22(z);
		zm2 = zm1;
		zm1 = z;
		z += 1;
	}
	if (z <= 1.5) {
		r = evalrational$14(zm1);
		prefix = zm1 * zm2;
		result += prefix * Y2 + prefix * r;
		return result;
	}
	r = zm2 * zm1;
	R = evalrational$13(-zm2);
	result += r * Y3 + r * R;
	return result;
}
function gamma1pm1(x) {
	if (lib_default$83(x)) return NaN;
	if (x < 0) {
		if (x < -.5) return lib_default$15(1 + x) - 1;
		return lib_default$14(-lib_default$24(x) + lgammaSmallImp(x + 2, x + 1, x));
	}
	if (x < 2) return lib_default$14(lgammaSmallImp(x + 1, x, x - 1));
	return lib_default$15(1 + x) - 1;
}
var lib_default$44 = gamma1pm1;
function smallGamma2Series(a, x) {
	var result;
	var apn;
	var n;
	var r;
	result = -x;
	x = -x;
	apn = a + 1;
	n = 1;
	return next;
	function next() {
		r = result / apn;
		result *= x;
		n += 1;
		result /= n;
		apn += 1;
		return r;
	}
}
function tgammaSmallUpperPart(a, x, invert) {
	var initialValue;
	var result;
	var pgam;
	var p;
	var s;
	result = lib_default$44(a);
	pgam = (result + 1) / a;
	p = lib_default$45(x, a);
	result -= p;
	result /= a;
	s = smallGamma2Series(a, x);
	p += 1;
	initialValue = invert ? pgam : 0;
	result = -p * lib_default$52(s, { "initialValue": (initialValue - result) / p });
	if (invert) result = -result;
	return [result, pgam];
}
var FLOAT32_SMALLEST_NORMAL = 11754943508222875e-54;
var MAX_ITER$1 = 1e6;
function continuedFractionA$1(gen, factor, maxIter) {
	var isgenerator;
	var delta;
	var a0;
	var f;
	var C;
	var D;
	var v;
	isgenerator = typeof gen.next === "function";
	v = isgenerator ? gen.next().value : gen();
	f = v[1];
	a0 = v[0];
	if (f === 0) f = FLOAT32_SMALLEST_NORMAL;
	C = f;
	D = 0;
	if (isgenerator === true) do {
		v = gen.next().value;
		if (v) {
			D = v[1] + v[0] * D;
			if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
			C = v[1] + v[0] / C;
			if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
			D = 1 / D;
			delta = C * D;
			f *= delta;
		}
	} while (lib_default$69(delta - 1) > factor && --maxIter);
	else do {
		v = gen();
		if (v) {
			D = v[1] + v[0] * D;
			if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
			C = v[1] + v[0] / C;
			if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
			D = 1 / D;
			delta = C * D;
			f *= delta;
		}
	} while (v && lib_default$69(delta - 1) > factor && --maxIter);
	return a0 / f;
}
function continuedFractionB$1(gen, factor, maxIter) {
	var isgenerator;
	var delta;
	var f;
	var C;
	var D;
	var v;
	isgenerator = typeof gen.next === "function";
	v = isgenerator ? gen.next().value : gen();
	f = v[1];
	if (f === 0) f = FLOAT32_SMALLEST_NORMAL;
	C = f;
	D = 0;
	if (isgenerator === true) do {
		v = gen.next().value;
		if (v) {
			D = v[1] + v[0] * D;
			if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
			C = v[1] + v[0] / C;
			if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
			D = 1 / D;
			delta = C * D;
			f *= delta;
		}
	} while (v && lib_default$69(delta - 1) > factor && --maxIter);
	else do {
		v = gen();
		if (v) {
			D = v[1] + v[0] * D;
			if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
			C = v[1] + v[0] / C;
			if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
			D = 1 / D;
			delta = C * D;
			f *= delta;
		}
	} while (v && lib_default$69(delta - 1) > factor && --maxIter);
	return f;
}
function continuedFraction$2(generator, options) {
	var maxIter;
	var opts;
	var eps;
	opts = {};
	if (arguments.length > 1) opts = options;
	maxIter = opts.maxIter || MAX_ITER$1;
	eps = opts.tolerance || 2220446049250313e-31;
	if (opts.keep) return continuedFractionB$1(generator, eps, maxIter);
	return continuedFractionA$1(generator, eps, maxIter);
}
var MAX_ITER = 1e6;
function continuedFractionA(gen, factor, maxIter) {
	var delta;
	var a0;
	var C;
	var D;
	var f;
	var v = gen();
	f = v[1];
	a0 = v[0];
	if (f === 0) f = FLOAT32_SMALLEST_NORMAL;
	C = f;
	D = 0;
	do {
		v = gen();
		if (v) {
			D = v[1] + v[0] * D;
			if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
			C = v[1] + v[0] / C;
			if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
			D = 1 / D;
			delta = C * D;
			f *= delta;
		}
	} while (v && lib_default$69(delta - 1) > factor && --maxIter);
	return a0 / f;
}
function continuedFractionB(gen, factor, maxIter) {
	var delta;
	var C;
	var D;
	var f;
	var v = gen();
	f = v[1];
	if (f === 0) f = FLOAT32_SMALLEST_NORMAL;
	C = f;
	D = 0;
	do {
		v = gen();
		if (v) {
			D = v[1] + v[0] * D;
			if (D === 0) D = FLOAT32_SMALLEST_NORMAL;
			C = v[1] + v[0] / C;
			if (C === 0) C = FLOAT32_SMALLEST_NORMAL;
			D = 1 / D;
			delta = C * D;
			f *= delta;
		}
	} while (v && lib_default$69(delta - 1) > factor && --maxIter);
	return f;
}
function continuedFraction$1(generator, options) {
	var maxIter;
	var opts;
	var eps;
	opts = {};
	if (arguments.length > 1) opts = options;
	eps = opts.tolerance || 2220446049250313e-31;
	maxIter = opts.maxIter || MAX_ITER;
	if (opts.keep) return continuedFractionB(generator, eps, maxIter);
	return continuedFractionA(generator, eps, maxIter);
}
var continuedFraction;
if (lib_default$53()) continuedFraction = continuedFraction$2;
else continuedFraction = continuedFraction$1;
var lib_default$43 = continuedFraction;
function upperIncompleteGammaFract(a1, z1) {
	var z = z1 - a1 + 1;
	var a = a1;
	var k = 0;
	return next;
	function next() {
		k += 1;
		z += 2;
		return [k * (a - k), z];
	}
}
function upperGammaFraction(a, z) {
	var f = upperIncompleteGammaFract(a, z);
	return 1 / (z - a + 1 + lib_default$43(f));
}
function igammaFinal(x, a, regularized, upper) {
	var optimisedInvert;
	var evalMethod;
	var isHalfInt;
	var initValue;
	var useTemme;
	var isSmallA;
	var result;
	var invert;
	var isInt;
	var sigma;
	var res;
	var gam;
	var fa;
	var g;
	result = 0;
	invert = upper;
	isSmallA = a < 30 && a <= x + 1 && x < 709.782712893384;
	if (isSmallA) {
		fa = lib_default$70(a);
		isInt = fa === a;
		isHalfInt = isInt ? false : lib_default$69(fa - a) === .5;
	} else {
		isInt = false;
		isHalfInt = false;
	}
	if (isInt && x > .6) {
		invert = !invert;
		evalMethod = 0;
	} else if (isHalfInt && x > .2) {
		invert = !invert;
		evalMethod = 1;
	} else if (x < 1.4901161193847656e-8 && a > 1) evalMethod = 6;
	else if (x > 1e3 && (a < x || lib_default$69(a - 50) / x < 1)) {
		invert = !invert;
		evalMethod = 7;
	} else if (x < .5) {
		if (-.4 / lib_default$22(x) < a) evalMethod = 2;
		else evalMethod = 3;
	} else if (x < 1.1) {
		if (x * .75 < a) evalMethod = 2;
		else evalMethod = 3;
	} else {
		useTemme = false;
		if (regularized && a > 20) {
			sigma = lib_default$69((x - a) / a);
			if (a > 200) {
				if (20 / a > sigma * sigma) useTemme = true;
			} else if (sigma < .4) useTemme = true;
		}
		if (useTemme) evalMethod = 5;
		else if (x - 1 / (3 * x) < a) evalMethod = 2;
		else {
			evalMethod = 4;
			invert = !invert;
		}
	}
	switch (evalMethod) {
		case 0:
			result = finiteGammaQ(a, x);
			if (regularized === false) result *= lib_default$15(a);
			break;
		case 1:
			result = finiteHalfGammaQ(a, x);
			if (regularized === false) result *= lib_default$15(a);
			break;
		case 2:
			result = regularized ? regularisedGammaPrefix(a, x) : fullIGammaPrefix$1(a, x);
			if (result !== 0) {
				initValue = 0;
				optimisedInvert = false;
				if (invert) {
					initValue = regularized ? 1 : lib_default$15(a);
					if (regularized || result >= 1 || 17976931348623157e292 * result > initValue) {
						initValue /= result;
						if (regularized || a < 1 || 17976931348623157e292 / a > initValue) {
							initValue *= -a;
							optimisedInvert = true;
						} else initValue = 0;
					} else initValue = 0;
				}
				result *= lowerGammaSeries(a, x, initValue) / a;
				if (optimisedInvert) {
					invert = false;
					result = -result;
				}
			}
			break;
		case 3:
			invert = !invert;
			res = tgammaSmallUpperPart(a, x, invert);
			result = res[0];
			g = res[1];
			invert = false;
			if (regularized) result /= g;
			break;
		case 4:
			result = regularized ? regularisedGammaPrefix(a, x) : fullIGammaPrefix$1(a, x);
			if (result !== 0) result *= upperGammaFraction(a, x);
			break;
		case 5:
			result = igammaTemmeLarge(a, x);
			if (x >= a) invert = !invert;
			break;
		case 6:
			result = regularized ? lib_default$26(x, a) / lib_default$15(a + 1) : lib_default$26(x, a) / a;
			result *= 1 - a * x / (a + 1);
			break;
		case 7:
			result = regularized ? regularisedGammaPrefix(a, x) : fullIGammaPrefix$1(a, x);
			result /= x;
			if (result !== 0) result *= tgammaILargeX(a, x);
	}
	if (regularized && result > 1) result = 1;
	if (invert) {
		gam = regularized ? 1 : lib_default$15(a);
		result = gam - result;
	}
	return result;
}
function gammainc(x, a, regularized, upper) {
	var normalized;
	var initValue;
	var invert;
	var result;
	if (x < 0 || a <= 0) return NaN;
	normalized = regularized === void 0 ? true : regularized;
	invert = upper;
	if (a >= 170 && !normalized) {
		if (invert && a * 4 < x) {
			result = a * lib_default$22(x) - x;
			result += lib_default$22(upperGammaFraction(a, x));
		} else if (!invert && a > 4 * x) {
			result = a * lib_default$22(x) - x;
			initValue = 0;
			result += lib_default$22(lowerGammaSeries(a, x, initValue) / a);
		} else {
			result = igammaFinal(x, a, true, invert);
			if (result === 0) {
				if (invert) {
					result = 1 + 1 / (12 * a) + 1 / (288 * a * a);
					result = lib_default$22(result) - a + (a - .5) * lib_default$22(a);
					result += lib_default$22(SQRT_TWO_PI);
				} else {
					result = a * lib_default$22(x) - x;
					initValue = 0;
					result += lib_default$22(lowerGammaSeries(a, x, initValue) / a);
				}
			} else result = lib_default$22(result) + lib_default$18(a);
		}
		if (result > 709.782712893384) return FLOAT64_PINF;
		return lib_default$13(result);
	}
	return igammaFinal(x, a, normalized, invert);
}
var lib_default$16 = gammainc;
var _debug_default = () => () => {};
var FLOAT32_MAX = 34028234663852886e22;
var debug$1 = _debug_default("gammaincinv:higher_newton");
function higherNewton(x0, a, m, p, q, lgama, invfp, pcase) {
	var dlnr;
	var xini;
	var ck0;
	var ck1;
	var ck2;
	var a2;
	var x2;
	var px;
	var qx;
	var xr;
	var t;
	var n;
	var r;
	var x = x0;
	t = 1;
	n = 1;
	a2 = a * a;
	xini = x0;
	do {
		x = x0;
		x2 = x * x;
		if (m === 0) {
			dlnr = (1 - a) * lib_default$22(x) + x + lgama;
			if (dlnr > lib_default$22(34028234663852886e22)) {
				debug$1("Warning: overflow problems in one or more steps of the computation. The initial approximation to the root is returned.");
				return xini;
			}
			r = lib_default$13(dlnr);
		} else r = -invfp * x;
		if (pcase) {
			px = lib_default$16(x, a, true, false);
			ck0 = -r * (px - p);
		} else {
			qx = lib_default$16(x, a, true, true);
			ck0 = r * (qx - q);
		}
		r = ck0;
		if (p > 1e-120 || n > 1) {
			ck1 = .5 * (x - a + 1) / x;
			ck2 = (2 * x2 - 4 * x * a + 4 * x + 2 * a2 - 3 * a + 1) / x2;
			ck2 /= 6;
			x0 = x + r * (1 + r * (ck1 + r * ck2));
		} else x0 = x + r;
		t = lib_default$69(x / x0 - 1);
		n += 1;
		x = x0;
		if (x < 0) {
			x = xini;
			n = 100;
		}
	} while (t > 2e-14 && n < 35);
	if (t > 2e-14 || n > 99) debug$1("Warning: the number of iterations in the Newton method reached the upper limit N=35. The last value obtained for the root is given as output.");
	xr = x || 0;
	return xr;
}
function evalpoly$29(x) {
	if (x === 0) return 0;
	return 0 + x * (1 + x * (1 + x * (1.5 + x * (2.6666666666666665 + x * (5.208333333333333 + x * 10.8)))));
}
function evalpoly$28(x) {
	if (x === 0) return 1;
	return 1 + x * (1 + x * (.3333333333333333 + x * (.027777777777777776 + x * (-.003703703703703704 + x * (.0002314814814814815 + x * 5878894767783657e-20)))));
}
var THRESHOLD = 1e-8;
var ONEO12$1 = .08333333333333333;
var ONEO120 = .008333333333333333;
var AK = [
	1,
	0,
	0,
	0,
	0,
	0
];
function lambdaeta(eta) {
	var L2;
	var L3;
	var L4;
	var L5;
	var la;
	var L;
	var q;
	var r;
	var s = eta * eta * .5;
	if (eta === 0) la = 0;
	else if (eta < -1) {
		r = lib_default$13(-1 - s);
		la = evalpoly$29(r);
	} else if (eta < 1) {
		r = eta;
		la = evalpoly$28(r);
	} else {
		r = 11 + s;
		L = lib_default$22(r);
		la = r + L;
		r = 1 / r;
		L2 = L * L;
		L3 = L2 * L;
		L4 = L3 * L;
		L5 = L4 * L;
		AK[1] = (2 - L) * .5;
		AK[2] = (-9 * L + 6 + 2 * L2) / 6;
		AK[3] = -(3 * L3 + 36 * L - 22 * L2 - 12) * ONEO12$1;
		AK[4] = (60 + 350 * L2 - 300 * L - 125 * L3 + 12 * L4) / 60;
		AK[5] = -(-120 - 274 * L4 + 900 * L - 1700 * L2 + 1125 * L3 + 20 * L5) * ONEO120;
		la += L * r * lib_default$51(AK, r);
	}
	r = 1;
	if (eta > -3.5 && eta < -.03 || eta > .03 && eta < 40) {
		r = 1;
		q = la;
		do {
			la = q * (s + lib_default$22(q)) / (q - 1);
			r = lib_default$69(q / la - 1);
			q = la;
		} while (r > THRESHOLD);
	}
	return la;
}
var LN_SQRT_TWO_PI = .9189385332046728;
var A = [
	1.9963790515900766,
	-.0017971032528832887,
	13129285796384672e-21,
	-2.340875228178749e-7,
	7.2291210671127e-9,
	-3280997607821e-22,
	19875070901e-21,
	-1509214183e-21,
	1375340084e-22,
	-145728923e-22,
	17532367e-22,
	-2351465e-22,
	346551e-22,
	-55471e-22,
	9548e-22,
	-1748e-22,
	332e-22,
	-58e-22
];
function chepolsum(n, t) {
	var tt;
	var u0;
	var u1;
	var u2;
	var k;
	u0 = 0;
	u1 = 0;
	tt = t + t;
	k = n;
	do {
		u2 = u1;
		u1 = u0;
		u0 = tt * u1 - u2 + A[k];
		k -= 1;
	} while (k >= 0);
	return (u0 - u2) / 2;
}
function evalpoly$27(x) {
	if (x === 0) return .025721014990011306;
	return .025721014990011306 + x * (.08247596616699963 + x * (-.0025328157302663564 + x * (.0006099292666946337 + x * (-.00033543297638406 + x * .000250505279903))));
}
function evalpoly$26(x) {
	if (x === 0) return .08333333333333333;
	return .08333333333333333 + x * (-.002777777777777778 + x * (.0007936507936507937 + x * -.0005952380952380953));
}
var C6 = .30865217988013566;
function stirling(x) {
	var z;
	if (x < 11754943508222875e-54) return FLOAT32_MAX;
	if (x < 1) return lib_default$18(x + 1) - (x + .5) * lib_default$22(x) + x - LN_SQRT_TWO_PI;
	if (x < 2) return lib_default$18(x) - (x - .5) * lib_default$22(x) + x - LN_SQRT_TWO_PI;
	if (x < 3) return lib_default$18(x - 1) - (x - .5) * lib_default$22(x) + x - LN_SQRT_TWO_PI + lib_default$22(x - 1);
	if (x < 12) {
		z = 18 / (x * x) - 1;
		return chepolsum(17, z) / (12 * x);
	}
	z = 1 / (x * x);
	if (x < 1e3) return evalpoly$27(z) / (C6 + z) / x;
	return evalpoly$26(z) / x;
}
function gamstar(x) {
	if (x >= 3) return lib_default$13(stirling(x));
	if (x > 0) return lib_default$15(x) / (lib_default$13(-x + (x - .5) * lib_default$22(x)) * SQRT_TWO_PI);
	return FLOAT32_MAX;
}
function evalrational$12(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.3333333333438;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.3333333333438 + x * (-.2070740359969 + x * (-.05041806657154 + x * (-.004923635739372 + x * -4293658292782e-17)));
		s2 = 1 + x * (.7045554412463 + x * (.2118190062224 + x * (.03048648397436 + x * .001605037988091)));
	} else {
		x = 1 / x;
		s1 = -4293658292782e-17 + x * (-.004923635739372 + x * (-.05041806657154 + x * (-.2070740359969 + x * -.3333333333438)));
		s2 = .001605037988091 + x * (.03048648397436 + x * (.2118190062224 + x * (.7045554412463 + x * 1)));
	}
	return s1 / s2;
}
function eps1(eta) {
	var la;
	if (lib_default$69(eta) < 1) return evalrational$12(eta);
	la = lambdaeta(eta);
	return lib_default$22(eta / (la - 1)) / eta;
}
function evalrational$11(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.0172847633523;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.0172847633523 + x * (-.0159372646475 + x * (-.00464910887221 + x * (-.00060683488776 + x * -614830384279e-17)));
		s2 = 1 + x * (.764050615669 + x * (.297143406325 + x * (.0579490176079 + x * .00574558524851)));
	} else {
		x = 1 / x;
		s1 = -614830384279e-17 + x * (-.00060683488776 + x * (-.00464910887221 + x * (-.0159372646475 + x * -.0172847633523)));
		s2 = .00574558524851 + x * (.0579490176079 + x * (.297143406325 + x * (.764050615669 + x * 1)));
	}
	return s1 / s2;
}
function evalrational$10(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.0172839517431;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.0172839517431 + x * (-.0146362417966 + x * (-.00357406772616 + x * (-.000391032032692 + x * 249634036069e-17)));
		s2 = 1 + x * (.690560400696 + x * (.249962384741 + x * (.0443843438769 + x * .00424073217211)));
	} else {
		x = 1 / x;
		s1 = 249634036069e-17 + x * (-.000391032032692 + x * (-.00357406772616 + x * (-.0146362417966 + x * -.0172839517431)));
		s2 = .00424073217211 + x * (.0443843438769 + x * (.249962384741 + x * (.690560400696 + x * 1)));
	}
	return s1 / s2;
}
function evalrational$9(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return .99994466948;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = .99994466948 + x * (104.649839762 + x * (857.204033806 + x * (731.901559577 + x * 45.5174411671)));
		s2 = 1 + x * (104.526456943 + x * (823.313447808 + x * (3119.93802124 + x * 3970.03311219)));
	} else {
		x = 1 / x;
		s1 = 45.5174411671 + x * (731.901559577 + x * (857.204033806 + x * (104.649839762 + x * .99994466948)));
		s2 = 3970.03311219 + x * (3119.93802124 + x * (823.313447808 + x * (104.526456943 + x * 1)));
	}
	return s1 / s2;
}
function eps2(eta) {
	var lnmeta;
	var x;
	if (eta < -5) {
		x = eta * eta;
		lnmeta = lib_default$22(-eta);
		return (12 - x - 6 * (lnmeta * lnmeta)) / (12 * x * eta);
	}
	if (eta < -2) return evalrational$11(eta);
	if (eta < 2) return evalrational$10(eta);
	if (eta < 1e3) {
		x = 1 / eta;
		return evalrational$9(eta) / (-12 * eta);
	}
	return -1 / (12 * eta);
}
function evalrational$8(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return .0495346498136;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = .0495346498136 + x * (.0299521337141 + x * (.00688296911516 + x * (.000512634846317 + x * -201411722031e-16)));
		s2 = 1 + x * (.759803615283 + x * (.261547111595 + x * (.0464854522477 + x * .00403751193496)));
	} else {
		x = 1 / x;
		s1 = -201411722031e-16 + x * (.000512634846317 + x * (.00688296911516 + x * (.0299521337141 + x * .0495346498136)));
		s2 = .00403751193496 + x * (.0464854522477 + x * (.261547111595 + x * (.759803615283 + x * 1)));
	}
	return s1 / s2;
}
function evalrational$7(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return .00452313583942;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = .00452313583942 + x * (.00120744920113 + x * (-789724156582e-16 + x * (-504476066942e-16 + x * -535770949796e-17)));
		s2 = 1 + x * (.912203410349 + x * (.405368773071 + x * (.0901638932349 + x * .00948935714996)));
	} else {
		x = 1 / x;
		s1 = -535770949796e-17 + x * (-504476066942e-16 + x * (-789724156582e-16 + x * (.00120744920113 + x * .00452313583942)));
		s2 = .00948935714996 + x * (.0901638932349 + x * (.405368773071 + x * (.912203410349 + x * 1)));
	}
	return s1 / s2;
}
function evalrational$6(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return .00439937562904;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = .00439937562904 + x * (.000487225670639 + x * (-.000128470657374 + x * (529110969589e-17 + x * 1.5716677175e-7)));
		s2 = 1 + x * (.794435257415 + x * (.333094721709 + x * (.0703527806143 + x * .00806110846078)));
	} else {
		x = 1 / x;
		s1 = 1.5716677175e-7 + x * (529110969589e-17 + x * (-.000128470657374 + x * (.000487225670639 + x * .00439937562904)));
		s2 = .00806110846078 + x * (.0703527806143 + x * (.333094721709 + x * (.794435257415 + x * 1)));
	}
	return s1 / s2;
}
function evalrational$5(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.0011481191232;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.0011481191232 + x * (-.112850923276 + x * (1.51623048511 + x * (-.218472031183 + x * .0730002451555)));
		s2 = 1 + x * (14.2482206905 + x * (69.7360396285 + x * (218.938950816 + x * 277.067027185)));
	} else {
		x = 1 / x;
		s1 = .0730002451555 + x * (-.218472031183 + x * (1.51623048511 + x * (-.112850923276 + x * -.0011481191232)));
		s2 = 277.067027185 + x * (218.938950816 + x * (69.7360396285 + x * (14.2482206905 + x * 1)));
	}
	return s1 / s2;
}
function evalrational$4(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.000145727889667;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -.000145727889667 + x * (-.290806748131 + x * (-13.308504545 + x * (199.722374056 + x * -11.4311378756)));
		s2 = 1 + x * (139.612587808 + x * (2189.01116348 + x * (7115.24019009 + x * 45574.6081453)));
	} else {
		x = 1 / x;
		s1 = -11.4311378756 + x * (199.722374056 + x * (-13.308504545 + x * (-.290806748131 + x * -.000145727889667)));
		s2 = 45574.6081453 + x * (7115.24019009 + x * (2189.01116348 + x * (139.612587808 + x * 1)));
	}
	return s1 / s2;
}
function eps3(eta) {
	var x;
	var y;
	if (eta < -8) {
		x = eta * eta;
		y = lib_default$22(-eta) / eta;
		return (-30 + eta * y * (6 * x * y * y - 12 + x)) / (12 * eta * x * x);
	}
	if (eta < -4) return evalrational$8(eta) / (eta * eta);
	if (eta < -2) return evalrational$7(eta);
	if (eta < 2) return evalrational$6(eta);
	if (eta < 10) {
		x = 1 / eta;
		return evalrational$5(x) / (eta * eta);
	}
	if (eta < 100) {
		x = 1 / eta;
		return evalrational$4(x) / (eta * eta);
	}
	return -lib_default$22(eta) / (12 * eta * eta * eta);
}
var debug = _debug_default("gammaincinv:compute");
var HALF = .5;
var ONEO3 = .3333333333333333;
var ONEO4 = .25;
var ONEO5 = .2;
var ONEO6 = .16666666666666666;
var ONEO12 = .08333333333333333;
var ONEO24 = .041666666666666664;
var CK = [
	0,
	0,
	0,
	0,
	0
];
function compute(a, p, q) {
	var ap1inv;
	var invfp;
	var lgama;
	var pcase;
	var porq;
	var ainv;
	var logr;
	var ap22;
	var ap14;
	var ap13;
	var ap12;
	var vgam;
	var vmin;
	var xini;
	var ap1;
	var ap2;
	var ap3;
	var eta;
	var p6;
	var p5;
	var x0;
	var a2;
	var L2;
	var L3;
	var L4;
	var b2;
	var b3;
	var p3;
	var a4;
	var fp;
	var p4;
	var p2;
	var a3;
	var xr;
	var ck;
	var b;
	var L;
	var i;
	var k;
	var m;
	var r;
	var s;
	var t;
	var y;
	if (p < HALF) {
		pcase = true;
		porq = p;
		s = -1;
	} else {
		pcase = false;
		porq = q;
		s = 1;
	}
	k = 0;
	if (lib_default$69(a - 1) < 1e-4) {
		m = 0;
		if (pcase) {
			if (p < .001) {
				p2 = p * p;
				p3 = p2 * p;
				p4 = p3 * p;
				p5 = p4 * p;
				p6 = p5 * p;
				x0 = p + p2 * HALF + p3 * ONEO3 + p4 * ONEO4 + p5 * ONEO5 + p6 * ONEO6;
			} else x0 = -lib_default$22(1 - p);
		} else x0 = -lib_default$22(q);
		if (a === 1) {
			k = 2;
			xr = x0;
		} else {
			lgama = lib_default$18(a);
			k = 1;
		}
	}
	if (q < 1e-30 && a < HALF) {
		m = 0;
		x0 = -lib_default$22(q * lib_default$15(a)) + (a - 1) * lib_default$22(-lib_default$22(q * lib_default$15(a)));
		k = 1;
		lgama = lib_default$18(a);
	}
	if (a > 1 && a < 500 && p < 1e-80) {
		m = 0;
		ainv = 1 / a;
		ap1inv = 1 / (a + 1);
		x0 = (lib_default$18(a + 1) + lib_default$22(p)) * ainv;
		x0 = lib_default$13(x0);
		xini = x0;
		for (i = 0; i < 10; i++) x0 = xini * lib_default$13(x0 * ainv) * lib_default$26(1 - x0 * ap1inv, ainv);
		k = 1;
		lgama = lib_default$18(a);
	}
	logr = 1 / a * (lib_default$22(p) + lib_default$18(a + 1));
	if (logr < lib_default$22(ONEO5 * (1 + a)) && k === 0) {
		r = lib_default$13(logr);
		m = 0;
		a2 = a * a;
		a3 = a2 * a;
		a4 = a3 * a;
		ap1 = a + 1;
		ap12 = ap1 * ap1;
		ap13 = ap1 * ap12;
		ap14 = ap12 * ap12;
		ap2 = a + 2;
		ap22 = ap2 * ap2;
		ap3 = a + 3;
		CK[0] = 1;
		CK[1] = 1 / ap1;
		CK[2] = HALF * (3 * a + 5) / (ap12 * ap2);
		CK[3] = ONEO3 * (31 + 8 * a2 + 33 * a) / (ap13 * ap2 * ap3);
		CK[4] = ONEO24 * (2888 + 1179 * a3 + 125 * a4 + 3971 * a2 + 5661 * a) / (ap14 * ap22 * ap3 * (a + 4));
		x0 = r * lib_default$51(CK, r);
		lgama = lib_default$18(a);
		k = 1;
	}
	if (a < 10 && k === 0) {
		vgam = lib_default$82(a) / (gamstar(a) * SQRT_TWO_PI);
		vmin = lib_default$46(.02, vgam);
		if (q < vmin) {
			m = 0;
			b = 1 - a;
			b2 = b * b;
			b3 = b2 * b;
			eta = lib_default$82(-2 / a * lib_default$22(q / vgam));
			x0 = a * lambdaeta(eta);
			L = lib_default$22(x0);
			if (x0 > 5) {
				L2 = L * L;
				L3 = L2 * L;
				L4 = L3 * L;
				r = 1 / x0;
				CK[0] = L - 1;
				CK[1] = (3 * b - 2 * b * L + L2 - 2 * L + 2) * HALF;
				CK[2] = (24 * b * L - 11 * b2 - 24 * b - 6 * L2 + 12 * L - 12 - 9 * b * L2 + 6 * b2 * L + 2 * L3) * ONEO6;
				CK[3] = (-12 * b3 * L + 8.04 * b * L2 - 114 * b2 * L + (72 + 36 * L2) + (3 * L4 - 72 * L + 162) * (b - 168 * b * L) - (12 * L3 + 25 * b3) - (22 * b * L3 + 36 * b2 * L2 + 120 * b2)) * ONEO12;
				CK[4] = 0;
				x0 = x0 - L + b * r * lib_default$51(CK, r);
			} else {
				r = 1 / x0;
				L2 = L * L;
				ck = L - 1;
				t = L - b * r * ck;
				if (t < x0) x0 -= t;
			}
			lgama = lib_default$18(a);
			k = 1;
		}
	}
	if (lib_default$69(porq - HALF) < 1e-5 && k === 0) {
		m = 0;
		ainv = 1 / a;
		x0 = a - ONEO3 + (.019753086419753086 + .007211444248481286 * ainv) * ainv;
		lgama = lib_default$18(a);
		k = 1;
	}
	if (a < 1 && k === 0) {
		m = 0;
		if (pcase) x0 = lib_default$13(1 / a * (lib_default$22(porq) + lib_default$18(a + 1)));
		else x0 = lib_default$13(1 / a * (lib_default$22(1 - porq) + lib_default$18(a + 1)));
		lgama = lib_default$18(a);
		k = 1;
	}
	if (k === 0) {
		m = 1;
		ainv = 1 / a;
		r = lib_default$12(2 * porq);
		eta = s * r / lib_default$82(a * HALF);
		if (r < 34028234663852886e22) {
			eta += (eps1(eta) + (eps2(eta) + eps3(eta) * ainv) * ainv) * ainv;
			x0 = a * lambdaeta(eta);
			y = eta;
			fp = -lib_default$82(a / TWO_PI) * lib_default$13(-HALF * a * y * y) / gamstar(a);
			invfp = 1 / fp;
		} else {
			debug("Warning: Overflow problems in one or more steps of the computation.");
			return NaN;
		}
	}
	if (k < 2) xr = higherNewton(x0, a, m, p, q, lgama, invfp, pcase);
	return xr;
}
function gammaincinv(p, a, upper) {
	if (lib_default$83(p) || lib_default$83(a)) return NaN;
	if (a < 11754943508222875e-54) return NaN;
	if (p > 1 || p < 0) return NaN;
	if (upper === true) {
		if (p === 0) return FLOAT64_PINF;
		if (p === 1) return 0;
		return compute(a, 1 - p, p);
	}
	if (p === 0) return 0;
	if (p === 1) return FLOAT64_PINF;
	return compute(a, p, 1 - p);
}
var lib_default$17 = gammaincinv;
function hypot(x, y) {
	var tmp;
	if (lib_default$77(x) || lib_default$77(y)) return FLOAT64_PINF;
	if (lib_default$83(x) || lib_default$83(y)) return NaN;
	if (x < 0) x = -x;
	if (y < 0) y = -y;
	if (x < y) {
		tmp = y;
		y = x;
		x = tmp;
	}
	if (x === 0) return 0;
	y /= x;
	return x * lib_default$82(1 + y * y);
}
var lib_default$19 = hypot;
function evalrational$3(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return Infinity;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = 709811.662581658 + x * (679979.8474157227 + x * (293136.7857211597 + x * (74887.54032914672 + x * (12555.290582413863 + x * (1443.4299244417066 + x * (115.24194596137347 + x * (6.309239205732627 + x * (.22668404630224365 + x * (.004826466289237662 + x * 4624429436045379e-20)))))))));
		s2 = 0 + x * (362880 + x * (1026576 + x * (1172700 + x * (723680 + x * (269325 + x * (63273 + x * (9450 + x * (870 + x * (45 + x * 1)))))))));
	} else {
		x = 1 / x;
		s1 = 4624429436045379e-20 + x * (.004826466289237662 + x * (.22668404630224365 + x * (6.309239205732627 + x * (115.24194596137347 + x * (1443.4299244417066 + x * (12555.290582413863 + x * (74887.54032914672 + x * (293136.7857211597 + x * (679979.8474157227 + x * 709811.662581658)))))))));
		s2 = 1 + x * (45 + x * (870 + x * (9450 + x * (63273 + x * (269325 + x * (723680 + x * (1172700 + x * (1026576 + x * (362880 + x * 0)))))))));
	}
	return s1 / s2;
}
var G = 10.900511;
function beta(a, b) {
	var ambh;
	var agh;
	var bgh;
	var cgh;
	var res;
	var tmp;
	var c;
	if (lib_default$83(a) || lib_default$83(b)) return NaN;
	if (a < 0 || b < 0) return NaN;
	if (b === 1) return 1 / a;
	if (a === 1) return 1 / b;
	c = a + b;
	if (c < 2220446049250313e-31) {
		res = c / a;
		res /= b;
		return res;
	}
	if (c === a && b < 2220446049250313e-31) return 1 / b;
	if (c === b && a < 2220446049250313e-31) return 1 / a;
	if (a < b) {
		tmp = b;
		b = a;
		a = tmp;
	}
	agh = a + G - .5;
	bgh = b + G - .5;
	cgh = c + G - .5;
	res = evalrational$3(a) * (evalrational$3(b) / evalrational$3(c));
	ambh = a - .5 - b;
	if (lib_default$69(b * ambh) < cgh * 100 && a > 100) res *= lib_default$13(ambh * lib_default$24(-b / cgh));
	else res *= lib_default$26(agh / cgh, ambh);
	if (cgh > 1e10) res *= lib_default$26(agh / cgh * (bgh / cgh), b);
	else res *= lib_default$26(agh * bgh / (cgh * cgh), b);
	res *= lib_default$82(E / bgh);
	return res;
}
var lib_default$42 = beta;
var factorials_default = [
	1,
	1,
	2,
	6,
	24,
	120,
	720,
	5040,
	40320,
	362880,
	3628800,
	39916800,
	479001600,
	6227020800,
	87178291200,
	1307674368e3,
	20922789888e3,
	355687428096e3,
	6402373705728e3,
	0x1b02b9306890000,
	0x21c3677c82b40000,
	0x2c5077d36b8c40000,
	0x3ceea4c2b3e0d80000,
	2585201673888498e7,
	6204484017332394e8,
	15511210043330986e9,
	40329146112660565e10,
	10888869450418352e12,
	30488834461171387e13,
	8841761993739702e15,
	26525285981219107e16,
	8222838654177922e18,
	2631308369336935e20,
	8683317618811886e21,
	29523279903960416e22,
	10333147966386145e24,
	37199332678990125e25,
	13763753091226346e27,
	5230226174666011e29,
	20397882081197444e30,
	8159152832478977e32,
	3345252661316381e34,
	140500611775288e37,
	6041526306337383e37,
	2658271574788449e39,
	11962222086548019e40,
	5502622159812089e42,
	25862324151116818e43,
	12413915592536073e45,
	6082818640342675e47,
	30414093201713376e48,
	15511187532873822e50,
	8065817517094388e52,
	42748832840600255e53,
	2308436973392414e56,
	12696403353658276e57,
	7109985878048635e59,
	40526919504877214e60,
	23505613312828785e62,
	13868311854568984e64,
	832098711274139e67,
	5075802138772248e68,
	3146997326038794e70,
	198260831540444e73,
	12688693218588417e73,
	8247650592082472e75,
	5443449390774431e77,
	3647111091818868e79,
	24800355424368305e80,
	1711224524281413e83,
	11978571669969892e84,
	8504785885678623e86,
	61234458376886085e87,
	44701154615126844e89,
	3307885441519386e92,
	248091408113954e95,
	18854947016660504e95,
	14518309202828587e97,
	11324281178206297e99,
	8946182130782976e101,
	7156945704626381e103,
	5797126020747368e105,
	4753643337012842e107,
	3945523969720659e109,
	3314240134565353e111,
	281710411438055e114,
	24227095383672734e114,
	2107757298379528e117,
	18548264225739844e118,
	1650795516090846e121,
	14857159644817615e122,
	1352001527678403e125,
	12438414054641308e126,
	11567725070816416e128,
	1087366156656743e131,
	1032997848823906e133,
	9916779348709496e134,
	9619275968248212e136,
	9426890448883248e138,
	9332621544394415e140,
	9332621544394415e142,
	942594775983836e145,
	9614466715035127e146,
	990290071648618e149,
	10299016745145628e150,
	1081396758240291e153,
	11462805637347084e154,
	1226520203196138e157,
	1324641819451829e159,
	14438595832024937e160,
	1588245541522743e163,
	17629525510902446e164,
	1974506857221074e167,
	22311927486598138e168,
	25435597334721877e170,
	2925093693493016e173,
	3393108684451898e175,
	3969937160808721e177,
	4684525849754291e179,
	5574585761207606e181,
	6689502913449127e183,
	8094298525273444e185,
	9875044200833601e187,
	1214630436702533e190,
	1506141741511141e192,
	1882677176888926e194,
	2372173242880047e196,
	30126600184576594e197,
	3856204823625804e200,
	4974504222477287e202,
	6466855489220474e204,
	847158069087882e207,
	11182486511960043e208,
	14872707060906857e210,
	19929427461615188e212,
	26904727073180504e214,
	3659042881952549e217,
	5012888748274992e219,
	6917786472619489e221,
	9615723196941089e223,
	13462012475717526e225,
	1898143759076171e228,
	2695364137888163e230,
	3854370717180073e232,
	55502938327393044e233,
	8047926057471992e236,
	11749972043909107e238,
	1727245890454639e241,
	25563239178728654e242,
	380892263763057e246,
	5713383956445855e247,
	862720977423324e250,
	13113358856834524e251,
	20063439050956823e253,
	30897696138473508e255,
	4789142901463394e258,
	7471062926282894e260,
	11729568794264145e262,
	1853271869493735e265,
	29467022724950384e266,
	47147236359920616e268,
	7590705053947219e271,
	12296942187394494e273,
	20044015765453026e275,
	3287218585534296e278,
	5423910666131589e280,
	9003691705778438e282,
	1503616514864999e285,
	25260757449731984e286,
	4269068009004705e289,
	7257415615307999e291
];
function factorial(x) {
	if (lib_default$83(x)) return NaN;
	if (lib_default$59(x)) {
		if (x < 0) return NaN;
		if (x <= 170) return factorials_default[x];
		return FLOAT64_PINF;
	}
	return lib_default$15(x + 1);
}
var lib_default$41 = factorial;
function evalrational$2(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return Infinity;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = 38474670393.31777 + x * (36857665043.51951 + x * (15889202453.72942 + x * (4059208354.298835 + x * (680547661.1834733 + x * (78239755.00312005 + x * (6246580.776401795 + x * (341986.3488721347 + x * (12287.194511824551 + x * (261.61404416416684 + x * 2.5066282746310007)))))))));
		s2 = 0 + x * (362880 + x * (1026576 + x * (1172700 + x * (723680 + x * (269325 + x * (63273 + x * (9450 + x * (870 + x * (45 + x * 1)))))))));
	} else {
		x = 1 / x;
		s1 = 2.5066282746310007 + x * (261.61404416416684 + x * (12287.194511824551 + x * (341986.3488721347 + x * (6246580.776401795 + x * (78239755.00312005 + x * (680547661.1834733 + x * (4059208354.298835 + x * (15889202453.72942 + x * (36857665043.51951 + x * 38474670393.31777)))))))));
		s2 = 1 + x * (45 + x * (870 + x * (9450 + x * (63273 + x * (269325 + x * (723680 + x * (1172700 + x * (1026576 + x * (362880 + x * 0)))))))));
	}
	return s1 / s2;
}
var lib_default$40 = evalrational$2;
var FACTORIAL_169 = 4269068009004705e289;
function gammaDeltaRatioLanczos(z, delta) {
	var result;
	var ratio;
	var zgh;
	if (z < 2220446049250313e-31) {
		if (delta >= 170) {
			ratio = gammaDeltaRatioLanczos(delta, 170 - delta);
			ratio *= z;
			ratio *= FACTORIAL_169;
			return 1 / ratio;
		}
		return 1 / (z * lib_default$15(z + delta));
	}
	zgh = z + FLOAT64_GAMMA_LANCZOS_G - .5;
	if (z + delta === z) {
		if (lib_default$69(delta / zgh) < 2220446049250313e-31) result = lib_default$13(-delta);
		else result = 1;
	} else {
		if (lib_default$69(delta) < 10) result = lib_default$13((.5 - z) * lib_default$24(delta / zgh));
		else result = lib_default$26(zgh / (zgh + delta), z - .5);
		result *= lib_default$40(z) / lib_default$40(z + delta);
	}
	result *= lib_default$26(E / (zgh + delta), delta);
	return result;
}
function gammaDeltaRatio(z, delta) {
	var result;
	var idelta;
	var iz;
	if (z <= 0 || z + delta <= 0) return lib_default$15(z) / lib_default$15(z + delta);
	idelta = lib_default$70(delta);
	if (idelta === delta) {
		iz = lib_default$70(z);
		if (iz === z) {
			if (z <= 170 && z + delta <= 170) return lib_default$41(iz - 1) / lib_default$41(idelta + iz - 1);
		}
		if (lib_default$69(delta) < 20) {
			if (delta === 0) return 1;
			if (delta < 0) {
				z -= 1;
				result = z;
				delta += 1;
				while (delta !== 0) {
					z -= 1;
					result *= z;
					delta += 1;
				}
				return result;
			}
			result = 1 / z;
			delta -= 1;
			while (delta !== 0) {
				z += 1;
				result /= z;
				delta -= 1;
			}
			return result;
		}
	}
	return gammaDeltaRatioLanczos(z, delta);
}
var lib_default$39 = gammaDeltaRatio;
function fullIGammaPrefix(a, z) {
	var prefix;
	var alz = a * lib_default$22(z);
	if (z >= 1) {
		if (alz < 709.782712893384 && -z > -708.3964185322641) prefix = lib_default$26(z, a) * lib_default$13(-z);
		else if (a >= 1) prefix = lib_default$26(z / lib_default$13(z / a), a);
		else prefix = lib_default$13(alz - z);
	} else if (alz > -708.3964185322641) prefix = lib_default$26(z, a) * lib_default$13(-z);
	else if (z / a < 709.782712893384) prefix = lib_default$26(z / lib_default$13(z / a), a);
	else prefix = lib_default$13(alz - z);
	return prefix;
}
function regularizedGammaPrefix(a, z) {
	var prefix;
	var amza;
	var agh;
	var alz;
	var amz;
	var sq;
	var d;
	agh = a + FLOAT64_GAMMA_LANCZOS_G - .5;
	d = (z - a - FLOAT64_GAMMA_LANCZOS_G + .5) / agh;
	if (a < 1) {
		if (z <= -708.3964185322641) return lib_default$13(a * lib_default$22(z) - z - lib_default$18(a));
		return lib_default$26(z, a) * lib_default$13(-z) / lib_default$15(a);
	}
	if (lib_default$69(d * d * a) <= 100 && a > 150) {
		prefix = a * (lib_default$24(d) - d) + z * (.5 - FLOAT64_GAMMA_LANCZOS_G) / agh;
		prefix = lib_default$13(prefix);
	} else {
		alz = a * lib_default$22(z / agh);
		amz = a - z;
		if (lib_default$46(alz, amz) <= -708.3964185322641 || lib_default$47(alz, amz) >= 709.782712893384) {
			amza = amz / a;
			if (lib_default$46(alz, amz) / 2 > -708.3964185322641 && lib_default$47(alz, amz) / 2 < 709.782712893384) {
				sq = lib_default$26(z / agh, a / 2) * lib_default$13(amz / 2);
				prefix = sq * sq;
			} else if (lib_default$46(alz, amz) / 4 > -708.3964185322641 && lib_default$47(alz, amz) / 4 < 709.782712893384 && z > a) {
				sq = lib_default$26(z / agh, a / 4) * lib_default$13(amz / 4);
				prefix = sq * sq;
				prefix *= prefix;
			} else if (amza > -708.3964185322641 && amza < 709.782712893384) prefix = lib_default$26(z * lib_default$13(amza) / agh, a);
			else prefix = lib_default$13(alz + amz);
		} else prefix = lib_default$26(z / agh, a) * lib_default$13(amz);
	}
	prefix *= lib_default$82(agh / E) / lib_default$49(a);
	return prefix;
}
var p = new Array(30);
function betaSmallBLargeASeries(a, b, x, y, s0, mult, normalized) {
	var prefix;
	var tmp1;
	var tnp1;
	var sum;
	var b2n;
	var bm1;
	var lx2;
	var lxp;
	var mbn;
	var lx;
	var t4;
	var h;
	var j;
	var m;
	var n;
	var r;
	var t;
	var u;
	bm1 = b - 1;
	t = a + bm1 / 2;
	if (y < .35) lx = lib_default$24(-y);
	else lx = lib_default$22(x);
	u = -t * lx;
	h = regularizedGammaPrefix(b, u);
	if (h <= 22250738585072014e-324) return s0;
	if (normalized) {
		prefix = h / lib_default$39(a, b);
		prefix /= lib_default$26(t, b);
	} else prefix = fullIGammaPrefix(b, u) / lib_default$26(t, b);
	prefix *= mult;
	p[0] = 1;
	j = lib_default$16(u, b, true, true);
	j /= h;
	sum = s0 + prefix * j;
	tnp1 = 1;
	lx2 = lx / 2;
	lx2 *= lx2;
	lxp = 1;
	t4 = 4 * t * t;
	b2n = b;
	for (n = 1; n < p.length; ++n) {
		tnp1 += 2;
		p[n] = 0;
		mbn = b - n;
		tmp1 = 3;
		for (m = 1; m < n; ++m) {
			mbn = m * b - n;
			p[n] += mbn * p[n - m] / lib_default$41(tmp1);
			tmp1 += 2;
		}
		p[n] /= n;
		p[n] += bm1 / lib_default$41(tnp1);
		j = (b2n * (b2n + 1) * j + (u + b2n + 1) * lxp) / t4;
		lxp *= lx2;
		b2n += 2;
		r = prefix * p[n] * j;
		sum += r;
		if (r > 1) {
			if (lib_default$69(r) < lib_default$69(2220446049250313e-31 * sum)) break;
		} else if (lib_default$69(r / 2220446049250313e-31) < lib_default$69(sum)) break;
	}
	return sum;
}
function risingFactorialRatio(a, b, k) {
	var result;
	var i;
	if (k === 0) return 1;
	result = 1;
	for (i = 0; i < k; i++) result *= (a + i) / (b + i);
	return result;
}
function maxabs(x, y) {
	return lib_default$47(lib_default$69(x), lib_default$69(y));
}
var lib_default$38 = maxabs;
function minabs(x, y) {
	return lib_default$46(lib_default$69(x), lib_default$69(y));
}
var lib_default$37 = minabs;
function ibetaPowerTerms(a, b, x, y, normalized) {
	var result;
	var smallA;
	var ratio;
	var agh;
	var bgh;
	var cgh;
	var l1;
	var l2;
	var l3;
	var p1;
	var b1;
	var b2;
	var c;
	var l;
	if (!normalized) return lib_default$26(x, a) * lib_default$26(y, b);
	c = a + b;
	agh = a + FLOAT64_GAMMA_LANCZOS_G - .5;
	bgh = b + FLOAT64_GAMMA_LANCZOS_G - .5;
	cgh = c + FLOAT64_GAMMA_LANCZOS_G - .5;
	result = lib_default$49(c);
	result /= lib_default$49(a) * lib_default$49(b);
	result *= lib_default$82(bgh / E);
	result *= lib_default$82(agh / cgh);
	l1 = (x * b - y * agh) / agh;
	l2 = (y * a - x * bgh) / bgh;
	if (lib_default$37(l1, l2) < .2) {
		if (l1 * l2 > 0 || lib_default$46(a, b) < 1) {
			if (lib_default$69(l1) < .1) result *= lib_default$13(a * lib_default$24(l1));
			else result *= lib_default$26(x * cgh / agh, a);
			if (lib_default$69(l2) < .1) result *= lib_default$13(b * lib_default$24(l2));
			else result *= lib_default$26(y * cgh / bgh, b);
		} else if (lib_default$38(l1, l2) < .5) {
			smallA = a < b;
			ratio = b / a;
			if (smallA && ratio * l2 < .1 || !smallA && l1 / ratio > .1) {
				l3 = lib_default$14(ratio * lib_default$24(l2));
				l3 = l1 + l3 + l3 * l1;
				l3 = a * lib_default$24(l3);
				result *= lib_default$13(l3);
			} else {
				l3 = lib_default$14(lib_default$24(l1) / ratio);
				l3 = l2 + l3 + l3 * l2;
				l3 = b * lib_default$24(l3);
				result *= lib_default$13(l3);
			}
		} else if (lib_default$69(l1) < lib_default$69(l2)) {
			l = a * lib_default$24(l1) + b * lib_default$22(y * cgh / bgh);
			if (l <= -708.3964185322641 || l >= 709.782712893384) {
				l += lib_default$22(result);
				if (l >= 709.782712893384) return NaN;
				result = lib_default$13(l);
			} else result *= lib_default$13(l);
		} else {
			l = b * lib_default$24(l2) + a * lib_default$22(x * cgh / agh);
			if (l <= -708.3964185322641 || l >= 709.782712893384) {
				l += lib_default$22(result);
				if (l >= 709.782712893384) return NaN;
				result = lib_default$13(l);
			} else result *= lib_default$13(l);
		}
	} else {
		b1 = x * cgh / agh;
		b2 = y * cgh / bgh;
		l1 = a * lib_default$22(b1);
		l2 = b * lib_default$22(b2);
		if (l1 >= 709.782712893384 || l1 <= -708.3964185322641 || l2 >= 709.782712893384 || l2 <= -708.3964185322641) {
			if (a < b) {
				p1 = lib_default$26(b2, b / a);
				l3 = a * (lib_default$22(b1) + lib_default$22(p1));
				if (l3 < 709.782712893384 && l3 > -708.3964185322641) result *= lib_default$26(p1 * b1, a);
				else {
					l2 += l1 + lib_default$22(result);
					if (l2 >= 709.782712893384) return NaN;
					result = lib_default$13(l2);
				}
			} else {
				p1 = lib_default$26(b1, a / b);
				l3 = (lib_default$22(p1) + lib_default$22(b2)) * b;
				if (l3 < 709.782712893384 && l3 > -708.3964185322641) result *= lib_default$26(p1 * b2, b);
				else {
					l2 += l1 + lib_default$22(result);
					if (l2 >= 709.782712893384) return NaN;
					result = lib_default$13(l2);
				}
			}
		} else result *= lib_default$26(b1, a) * lib_default$26(b2, b);
	}
	return result;
}
var OPTS = {
	"keep": true,
	"maxIter": 1e3
};
function ibetaFraction2t(a, b, x, y) {
	var m = 0;
	return next;
	function next() {
		var denom;
		var aN;
		var bN;
		aN = (a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x;
		denom = a + 2 * m - 1;
		aN /= denom * denom;
		bN = m;
		bN += m * (b - m) * x / (a + 2 * m - 1);
		bN += (a + m) * (a * y - b * x + 1 + m * (2 - x)) / (a + 2 * m + 1);
		m += 1;
		return [aN, bN];
	}
}
function ibetaFraction2(a, b, x, y, normalized, out) {
	var result;
	var fract;
	var f;
	result = ibetaPowerTerms(a, b, x, y, normalized);
	if (out) out[1] = result;
	if (result === 0) return result;
	f = ibetaFraction2t(a, b, x, y);
	fract = lib_default$43(f, OPTS);
	return result / fract;
}
var FLOAT64_MAX_SAFE_INTEGER = 9007199254740991;
function gcd$2(a, b) {
	var k = 0;
	var t;
	if (a === 0) return b;
	if (b === 0) return a;
	while ((a & 1) === 0 && (b & 1) === 0) {
		a >>>= 1;
		b >>>= 1;
		k += 1;
	}
	while ((a & 1) === 0) a >>>= 1;
	while (b) {
		while ((b & 1) === 0) b >>>= 1;
		if (a > b) {
			t = b;
			b = a;
			a = t;
		}
		b -= a;
	}
	return a << k;
}
function gcd$1(a, b) {
	var k = 1;
	var t;
	if (a === 0) return b;
	if (b === 0) return a;
	while (a % 2 === 0 && b % 2 === 0) {
		a /= 2;
		b /= 2;
		k *= 2;
	}
	while (a % 2 === 0) a /= 2;
	while (b) {
		while (b % 2 === 0) b /= 2;
		if (a > b) {
			t = b;
			b = a;
			a = t;
		}
		b -= a;
	}
	return k * a;
}
function gcd(a, b) {
	if (lib_default$83(a) || lib_default$83(b)) return NaN;
	if (a === FLOAT64_PINF || b === FLOAT64_PINF || a === FLOAT64_NINF || b === FLOAT64_NINF) return NaN;
	if (!(lib_default$59(a) && lib_default$59(b))) return NaN;
	if (a < 0) a = -a;
	if (b < 0) b = -b;
	if (a <= 2147483647 && b <= 2147483647) return gcd$2(a, b);
	return gcd$1(a, b);
}
var lib_default$36 = gcd;
function binomcoef(n, k) {
	var res;
	var sgn;
	var b;
	var c;
	var d;
	var g;
	var s;
	if (lib_default$83(n) || lib_default$83(k)) return NaN;
	if (!lib_default$59(n) || !lib_default$59(k)) return NaN;
	if (k < 0) return 0;
	sgn = 1;
	if (n < 0) {
		n = -n + k - 1;
		if (lib_default$56(k)) sgn *= -1;
	}
	if (k > n) return 0;
	if (k === 0 || k === n) return sgn;
	if (k === 1 || k === n - 1) return sgn * n;
	if (n - k < k) k = n - k;
	s = lib_default$70(FLOAT64_MAX_SAFE_INTEGER / n);
	res = 1;
	for (d = 1; d <= k; d++) {
		if (res > s) break;
		res *= n;
		res /= d;
		n -= 1;
	}
	if (d > k) return sgn * res;
	b = binomcoef(n, k - d + 1);
	if (b === FLOAT64_PINF) return sgn * b;
	c = binomcoef(k, k - d + 1);
	g = lib_default$36(b, c);
	b /= g;
	c /= g;
	res /= c;
	return sgn * res * b;
}
var lib_default$35 = binomcoef;
function binomialCCDF(n, k, x, y) {
	var startTerm;
	var result;
	var start;
	var term;
	var i;
	result = lib_default$26(x, n);
	if (result > 22250738585072014e-324) {
		term = result;
		for (i = lib_default$70(n - 1); i > k; i--) {
			term *= (i + 1) * y / ((n - i) * x);
			result += term;
		}
	} else {
		start = lib_default$70(n * x);
		if (start <= k + 1) start = lib_default$70(k + 2);
		result = lib_default$26(x, start) * lib_default$26(y, n - start);
		result *= lib_default$35(lib_default$70(n), lib_default$70(start));
		if (result === 0) for (i = start - 1; i > k; i--) {
			result += lib_default$26(x, i) * lib_default$26(y, n - i);
			result *= lib_default$35(lib_default$70(n), lib_default$70(i));
		}
		else {
			term = result;
			startTerm = result;
			for (i = start - 1; i > k; i--) {
				term *= (i + 1) * y / ((n - i) * x);
				result += term;
			}
			term = startTerm;
			for (i = start + 1; i <= n; i++) {
				term *= (n - i + 1) * x / (i * y);
				result += term;
			}
		}
	}
	return result;
}
function ibetaAStep(a, b, x, y, k, normalized, out) {
	var prefix;
	var term;
	var sum;
	var i;
	prefix = ibetaPowerTerms(a, b, x, y, normalized);
	if (out) out[1] = prefix;
	prefix /= a;
	if (prefix === 0) return prefix;
	sum = 1;
	term = 1;
	for (i = 0; i < k - 1; ++i) {
		term *= (a + b + i) * x / (a + i + 1);
		sum += term;
	}
	prefix *= sum;
	return prefix;
}
var opts = { "maxTerms": 100 };
function ibetaSeriesT(a, b, x, result) {
	var poch = 1 - b;
	var n = 1;
	return next;
	function next() {
		var r = result / a;
		a += 1;
		result *= poch * x / n;
		n += 1;
		poch += 1;
		return r;
	}
}
function ibetaSeries(a, b, x, s0, normalized, out, y) {
	var result;
	var agh;
	var bgh;
	var cgh;
	var l1;
	var l2;
	var c;
	var s;
	if (normalized) {
		c = a + b;
		agh = a + FLOAT64_GAMMA_LANCZOS_G - .5;
		bgh = b + FLOAT64_GAMMA_LANCZOS_G - .5;
		cgh = c + FLOAT64_GAMMA_LANCZOS_G - .5;
		result = lib_default$49(c) / (lib_default$49(a) * lib_default$49(b));
		l1 = lib_default$22(cgh / bgh) * (b - .5);
		l2 = lib_default$22(x * cgh / agh) * a;
		if (l1 > -708.3964185322641 && l1 < 709.782712893384 && l2 > -708.3964185322641 && l2 < 709.782712893384) {
			if (a * b < bgh * 10) result *= lib_default$13((b - .5) * lib_default$24(a / bgh));
			else result *= lib_default$26(cgh / bgh, b - .5);
			result *= lib_default$26(x * cgh / agh, a);
			result *= lib_default$82(agh / E);
			if (out) out[1] = result * lib_default$26(y, b);
		} else {
			result = lib_default$22(result) + l1 + l2 + (lib_default$22(agh) - 1) / 2;
			if (out) out[1] = lib_default$13(result + b * lib_default$22(y));
			result = lib_default$13(result);
		}
	} else result = lib_default$26(x, a);
	if (result < 22250738585072014e-324) return s0;
	s = ibetaSeriesT(a, b, x, result);
	opts.initialValue = s0;
	return lib_default$52(s, opts);
}
var ONE_OVER_PI = 1 / PI;
function ibetaImp(x, a, b, regularized, upper, out, stride, offset) {
	var lambda;
	var prefix;
	var fract;
	var bbar;
	var div;
	var tmp;
	var i0;
	var i1;
	var k;
	var n;
	var p;
	var y = 1 - x;
	i0 = offset;
	i1 = offset + stride;
	out[i1] = -1;
	if (lib_default$83(x) || x < 0 || x > 1) {
		out[i0] = NaN;
		out[i1] = NaN;
		return out;
	}
	if (regularized) {
		if (a < 0 || b < 0) {
			out[i0] = NaN;
			out[i1] = NaN;
			return out;
		}
		if (a === 0) {
			if (b === 0) {
				out[i0] = NaN;
				out[i1] = NaN;
				return out;
			}
			if (b > 0) {
				out[i0] = upper ? 0 : 1;
				return out;
			}
		} else if (b === 0) {
			if (a > 0) {
				out[i0] = upper ? 1 : 0;
				return out;
			}
		}
	} else if (a <= 0 || b <= 0) {
		out[i0] = NaN;
		out[i1] = NaN;
		return out;
	}
	if (x === 0) {
		if (a === 1) out[i1] = 1;
		else out[i1] = a < 1 ? FLOAT64_MAX / 2 : FLOAT64_SMALLEST_NORMAL * 2;
		if (upper) {
			out[i0] = regularized ? 1 : lib_default$42(a, b);
			return out;
		}
		out[i0] = 0;
		return out;
	}
	if (x === 1) {
		if (b === 1) out[i1] = 1;
		else out[i1] = b < 1 ? FLOAT64_MAX / 2 : FLOAT64_SMALLEST_NORMAL * 2;
		if (upper) out[i0] = 0;
		else out[i0] = regularized ? 1 : lib_default$42(a, b);
		return out;
	}
	if (a === .5 && b === .5) {
		out[i1] = ONE_OVER_PI * lib_default$82(y * x);
		p = upper ? lib_default$2(lib_default$82(y)) : lib_default$2(lib_default$82(x));
		p /= HALF_PI;
		if (!regularized) p *= PI;
		out[i0] = p;
		return out;
	}
	if (a === 1) {
		tmp = b;
		b = a;
		a = tmp;
		tmp = y;
		y = x;
		x = tmp;
		upper = !upper;
	}
	if (b === 1) {
		if (a === 1) {
			out[i0] = upper ? y : x;
			out[i1] = 1;
			return out;
		}
		out[i1] = a * lib_default$26(x, a - 1);
		if (y < .5) p = upper ? -lib_default$14(a * lib_default$24(-y)) : lib_default$13(a * lib_default$24(-y));
		else p = upper ? -(lib_default$26(x, a) - 1) : lib_default$26(x, a);
		if (!regularized) p /= a;
		out[i0] = p;
		return out;
	}
	if (lib_default$46(a, b) <= 1) {
		if (x > .5) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = y;
			y = x;
			x = tmp;
			upper = !upper;
		}
		if (lib_default$47(a, b) <= 1) {
			if (a >= lib_default$46(.2, b) || lib_default$26(x, a) <= .9) {
				if (upper) {
					fract = -(regularized ? 1 : lib_default$42(a, b));
					upper = false;
					fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
				} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
			} else {
				tmp = b;
				b = a;
				a = tmp;
				tmp = y;
				y = x;
				x = tmp;
				upper = !upper;
				if (y >= .3) {
					if (upper) {
						fract = -(regularized ? 1 : lib_default$42(a, b));
						upper = false;
						fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
					} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
				} else {
					if (regularized) prefix = 1;
					else prefix = risingFactorialRatio(a + b, a, 20);
					fract = ibetaAStep(a, b, x, y, 20, regularized, out);
					if (upper) {
						fract -= regularized ? 1 : lib_default$42(a, b);
						upper = false;
						fract = -betaSmallBLargeASeries(a + 20, b, x, y, fract, prefix, regularized);
					} else fract = betaSmallBLargeASeries(a + 20, b, x, y, fract, prefix, regularized);
				}
			}
		} else if (b <= 1 || x < .1 && lib_default$26(b * x, a) <= .7) {
			if (upper) {
				fract = -(regularized ? 1 : lib_default$42(a, b));
				upper = false;
				fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
			} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
		} else {
			tmp = b;
			b = a;
			a = tmp;
			tmp = y;
			y = x;
			x = tmp;
			upper = !upper;
			if (y >= .3) {
				if (upper) {
					fract = -(regularized ? 1 : lib_default$42(a, b));
					upper = false;
					fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
				} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
			} else if (a >= 15) {
				if (upper) {
					fract = -(regularized ? 1 : lib_default$42(a, b));
					upper = false;
					fract = -betaSmallBLargeASeries(a, b, x, y, fract, 1, regularized);
				} else fract = betaSmallBLargeASeries(a, b, x, y, 0, 1, regularized);
			} else {
				if (regularized) prefix = 1;
				else prefix = risingFactorialRatio(a + b, a, 20);
				fract = ibetaAStep(a, b, x, y, 20, regularized, out);
				if (upper) {
					fract -= regularized ? 1 : lib_default$42(a, b);
					upper = false;
					fract = -betaSmallBLargeASeries(a + 20, b, x, y, fract, prefix, regularized);
				} else fract = betaSmallBLargeASeries(a + 20, b, x, y, fract, prefix, regularized);
			}
		}
	} else {
		if (a < b) lambda = a - (a + b) * x;
		else lambda = (a + b) * y - b;
		if (lambda < 0) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = y;
			y = x;
			x = tmp;
			upper = !upper;
		}
		if (b < 40) {
			if (lib_default$70(a) === a && lib_default$70(b) === b && a < 2147483547) {
				k = a - 1;
				n = b + k;
				fract = binomialCCDF(n, k, x, y);
				if (!regularized) fract *= lib_default$42(a, b);
			} else if (b * x <= .7) {
				if (upper) {
					fract = -(regularized ? 1 : lib_default$42(a, b));
					upper = false;
					fract = -ibetaSeries(a, b, x, fract, regularized, out, y);
				} else fract = ibetaSeries(a, b, x, 0, regularized, out, y);
			} else if (a > 15) {
				n = lib_default$70(b);
				if (n === b) n -= 1;
				bbar = b - n;
				if (regularized) prefix = 1;
				else prefix = risingFactorialRatio(a + bbar, bbar, n);
				fract = ibetaAStep(bbar, a, y, x, n, regularized);
				fract = betaSmallBLargeASeries(a, bbar, x, y, fract, 1, regularized);
				fract /= prefix;
			} else if (regularized) {
				n = lib_default$70(b);
				bbar = b - n;
				if (bbar <= 0) {
					n -= 1;
					bbar += 1;
				}
				fract = ibetaAStep(bbar, a, y, x, n, regularized);
				fract += ibetaAStep(a, bbar, x, y, 20, regularized);
				if (upper) fract -= 1;
				fract = betaSmallBLargeASeries(a + 20, bbar, x, y, fract, 1, regularized);
				if (upper) {
					fract = -fract;
					upper = false;
				}
			} else fract = ibetaFraction2(a, b, x, y, regularized, out);
		} else fract = ibetaFraction2(a, b, x, y, regularized, out);
	}
	if (out[i1] < 0) out[i1] = ibetaPowerTerms(a, b, x, y, true);
	div = y * x;
	if (out[i1] !== 0) {
		if (17976931348623157e292 * div < out[i1]) out[i1] = FLOAT64_MAX / 2;
		else out[i1] /= div;
	}
	out[i0] = upper ? (regularized ? 1 : lib_default$42(a, b)) - fract : fract;
	return out;
}
function kernelBetainc(x, a, b, regularized, upper) {
	return ibetaImp(x, a, b, regularized, upper, [0, 0], 1, 0);
}
var lib_default$20 = kernelBetainc;
function betainc(x, a, b, regularized, upper) {
	var out = [0, 0];
	regularized = regularized === false ? false : true;
	upper = upper === true ? true : false;
	ibetaImp(x, a, b, regularized, upper, out, 1, 0);
	return out[0];
}
var lib_default$34 = betainc;
var SQRT2 = 1.4142135623730951;
function evalpoly$25(x) {
	if (x === 0) return .16666666666666666;
	return .16666666666666666 + x * .16666666666666666;
}
function evalpoly$24(x) {
	if (x === 0) return .058333333333333334;
	return .058333333333333334 + x * (.06666666666666667 + x * .008333333333333333);
}
function evalpoly$23(x) {
	if (x === 0) return .0251984126984127;
	return .0251984126984127 + x * (.026785714285714284 + x * (.0017857142857142857 + x * .0001984126984126984));
}
function evalpoly$22(x) {
	if (x === 0) return .012039792768959435;
	return .012039792768959435 + x * (.010559964726631394 + x * (-.0011078042328042327 + x * (.0003747795414462081 + x * 27557319223985893e-22)));
}
function evalpoly$21(x) {
	if (x === 0) return .003837005972422639;
	return .003837005972422639 + x * (.00610392115600449 + x * (-.0016095979637646305 + x * (.0005945867404200738 + x * (-6270542728876062e-20 + x * 2.505210838544172e-8))));
}
function evalpoly$20(x) {
	if (x === 0) return .0032177478835464946;
	return .0032177478835464946 + x * (.0010898206731540065 + x * (-.0012579159844784845 + x * (.0006908420797309686 + x * (-.00016376804137220805 + x * (154012654012654e-19 + x * 16059043836821613e-26)))));
}
function evalpoly$19(x) {
	if (x === 0) return .001743826229834001;
	return .001743826229834001 + x * (3353097688001788e-20 + x * (-.0007624513544032393 + x * (.0006451304695145635 + x * (-.000249472580470431 + x * (49255746366361444e-21 + x * (-39851014346715405e-22 + x * 7647163731819816e-28))))));
}
function evalpoly$18(x) {
	if (x === 0) return .0009647274732138864;
	return .0009647274732138864 + x * (-.0003110108632631878 + x * (-.00036307660358786886 + x * (.0005140660578834113 + x * (-.00029133414466938067 + x * (9086710793521991e-20 + x * (-15303004486655377e-21 + x * (10914179173496788e-22 + x * 28114572543455206e-31)))))));
}
function evalpoly$17(x) {
	if (x === 0) return .0005422926281312969;
	return .0005422926281312969 + x * (-.0003694266780000966 + x * (-.00010230378073700413 + x * (.00035764655430568635 + x * (-.00028690924218514614 + x * (.00012645437628698076 + x * (-33202652391372056e-21 + x * (4890304529197534e-21 + x * (-3.123956959982987e-7 + x * 822063524662433e-32))))))));
}
var c0 = 0;
var c = [
	1,
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	0,
	0
];
function inverseStudentsTBodySeries(df, u) {
	var idf;
	var v = lib_default$39(df / 2, .5) * lib_default$82(df * PI) * (u - .5);
	idf = 1 / df;
	c[1] = evalpoly$25(idf);
	c[2] = evalpoly$24(idf);
	c[3] = evalpoly$23(idf);
	c[4] = evalpoly$22(idf);
	c[5] = evalpoly$21(idf);
	c[6] = evalpoly$20(idf);
	c[7] = evalpoly$19(idf);
	c[8] = evalpoly$18(idf);
	c[9] = evalpoly$17(idf);
	return c0 + v * lib_default$51(c, v * v);
}
var d = [
	0,
	0,
	0,
	0,
	0,
	0,
	0
];
function inverseStudentsTTailSeries(df, v) {
	var result;
	var power;
	var div;
	var np2;
	var np4;
	var np6;
	var rn;
	var w = lib_default$39(df / 2, .5) * lib_default$82(df * PI) * v;
	np2 = df + 2;
	np4 = df + 4;
	np6 = df + 6;
	d[0] = 1;
	d[1] = -(df + 1) / (2 * np2);
	np2 *= df + 2;
	d[2] = -df * (df + 1) * (df + 3) / (8 * np2 * np4);
	np2 *= df + 2;
	d[3] = -df * (df + 1) * (df + 5) * ((3 * df + 7) * df - 2) / (48 * np2 * np4 * np6);
	np2 *= df + 2;
	np4 *= df + 4;
	d[4] = -df * (df + 1) * (df + 7) * (((((15 * df + 154) * df + 465) * df + 286) * df - 336) * df + 64) / (384 * np2 * np4 * np6 * (df + 8));
	np2 *= df + 2;
	d[5] = -df * (df + 1) * (df + 3) * (df + 9) * ((((((35 * df + 452) * df + 1573) * df + 600) * df - 2020) * df + 928) * df - 128) / (1280 * np2 * np4 * np6 * (df + 8) * (df + 10));
	np2 *= df + 2;
	np4 *= df + 4;
	np6 *= df + 6;
	d[6] = -df * (df + 1) * (df + 11) * (((((((((((945 * df + 31506) * df + 425858) * df + 2980236) * df + 11266745) * df + 20675018) * df + 7747124) * df - 22574632) * df - 8565600) * df + 18108416) * df - 7099392) * df + 884736) / (46080 * np2 * np4 * np6 * (df + 8) * (df + 10) * (df + 12));
	rn = lib_default$82(df);
	div = lib_default$26(rn * w, 1 / df);
	power = div * div;
	result = lib_default$51(d, power);
	result *= rn;
	result /= div;
	return -result;
}
function inverseStudentsTHill(ndf, u) {
	var a;
	var b;
	var c;
	var d;
	var q;
	var x;
	var y;
	if (ndf > 0x56bc75e2d63100000) return -lib_default$12(2 * u) * SQRT2;
	a = 1 / (ndf - .5);
	b = 48 / (a * a);
	c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
	d = ((94.5 / (b + c) - 3) / b + 1) * lib_default$82(a * HALF_PI) * ndf;
	y = lib_default$26(d * 2 * u, 2 / ndf);
	if (y > .05 + a) {
		x = -lib_default$12(2 * u) * SQRT2;
		y = x * x;
		if (ndf < 5) c += .3 * (ndf - 4.5) * (x + .6);
		c += (((.05 * d * x - 5) * x - 7) * x - 2) * x + b;
		y = (((((.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
		y = lib_default$14(a * y * y);
	} else y = ((1 / (((ndf + 6) / (ndf * y) - .089 * d - .822) * (ndf + 2) * 3) + .5 / (ndf + 4)) * y - 1) * (ndf + 1) / (ndf + 2) + 1 / y;
	q = lib_default$82(ndf * y);
	return -q;
}
var DF_THRESHOLD = 268435456;
var ONE_THIRD = 1 / 3;
var EXP = 106 / 3;
var C = .8549879733383485;
function inverseStudentsT(df, u, v) {
	var crossover;
	var tolerance;
	var rootAlpha;
	var invert;
	var result;
	var alpha;
	var tmp;
	var p0;
	var p2;
	var p4;
	var p5;
	var p;
	var r;
	var x;
	var a;
	var b;
	result = 0;
	if (u > v) {
		tmp = v;
		v = u;
		u = tmp;
		invert = true;
	} else invert = false;
	if (lib_default$70(df) === df && df < 20) {
		tolerance = lib_default$67(1, EXP);
		switch (lib_default$70(df)) {
			case 1:
				if (u === .5) result = 0;
				else result = -lib_default$8(PI * u) / lib_default$27(PI * u);
				break;
			case 2:
				result = (2 * u - 1) / lib_default$82(2 * u * v);
				break;
			case 4:
				alpha = 4 * u * v;
				rootAlpha = lib_default$82(alpha);
				r = 4 * lib_default$8(lib_default(rootAlpha) / 3) / rootAlpha;
				x = lib_default$82(r - 4);
				result = u - .5 < 0 ? -x : x;
				break;
			case 6:
				if (u < 1e-150) return (invert ? -1 : 1) * inverseStudentsTHill(df, u);
				a = 4 * (u - u * u);
				b = lib_default$26(a, ONE_THIRD);
				p = 6 * (1 + C * (1 / b - 1));
				do {
					p2 = p * p;
					p4 = p2 * p2;
					p5 = p * p4;
					p0 = p;
					p = 2 * (8 * a * p5 - 270 * p2 + 2187) / (5 * (4 * a * p4 - 216 * p - 243));
				} while (lib_default$69((p - p0) / p) > tolerance);
				p = lib_default$82(p - df);
				result = u - .5 < 0 ? -p : p;
				break;
			default: if (df > DF_THRESHOLD) result = lib_default$12(2 * u) * SQRT2;
			else if (df < 3) {
				crossover = .2742 - df * .0242143;
				if (u > crossover) result = inverseStudentsTBodySeries(df, u);
				else result = inverseStudentsTTailSeries(df, u);
			} else {
				crossover = lib_default$67(1, lib_default$64(df / -.654));
				if (u > crossover) result = inverseStudentsTHill(df, u);
				else result = inverseStudentsTTailSeries(df, u);
			}
		}
	} else if (df > DF_THRESHOLD) result = -lib_default$12(2 * u) * SQRT2;
	else if (df < 3) {
		crossover = .2742 - df * .0242143;
		if (u > crossover) result = inverseStudentsTBodySeries(df, u);
		else result = inverseStudentsTTailSeries(df, u);
	} else {
		crossover = lib_default$67(1, lib_default$64(df / -.654));
		if (u > crossover) result = inverseStudentsTHill(df, u);
		else result = inverseStudentsTTailSeries(df, u);
	}
	return invert ? -result : result;
}
function findIBetaInvFromTDist(a, p, py) {
	var df;
	var u;
	var v;
	var t;
	u = p / 2;
	v = 1 - u;
	df = a * 2;
	t = inverseStudentsT(df, u, v);
	if (py) py.value = t * t / (df + t * t);
	return df / (df + t * t);
}
var workspace$1 = [
	0,
	0,
	0,
	0,
	0,
	0,
	0
];
var terms$2 = [
	0,
	0,
	0,
	0
];
function temme1(a, b, z) {
	var eta0;
	var eta2;
	var eta;
	var B2;
	var B3;
	var B;
	var c;
	eta0 = lib_default$12(2 * z);
	eta0 /= -lib_default$82(a / 2);
	terms$2[0] = eta0;
	B = b - a;
	B2 = B * B;
	B3 = B2 * B;
	workspace$1[0] = -B * SQRT2 / 2;
	workspace$1[1] = (1 - 2 * B) / 8;
	workspace$1[2] = -(B * SQRT2 / 48);
	workspace$1[3] = -1 / 192;
	workspace$1[4] = -B * SQRT2 / 3840;
	workspace$1[5] = 0;
	workspace$1[6] = 0;
	terms$2[1] = lib_default$51(workspace$1, eta0);
	workspace$1[0] = B * SQRT2 * (3 * B - 2) / 12;
	workspace$1[1] = (20 * B2 - 12 * B + 1) / 128;
	workspace$1[2] = B * SQRT2 * (20 * B - 1) / 960;
	workspace$1[3] = (16 * B2 + 30 * B - 15) / 4608;
	workspace$1[4] = B * SQRT2 * (21 * B + 32) / 53760;
	workspace$1[5] = (-(32 * B2) + 63) / 368640;
	workspace$1[6] = -B * SQRT2 * (120 * B + 17) / 25804480;
	terms$2[2] = lib_default$51(workspace$1, eta0);
	workspace$1[0] = B * SQRT2 * (-75 * B2 + 80 * B - 16) / 480;
	workspace$1[1] = (-1080 * B3 + 868 * B2 - 90 * B - 45) / 9216;
	workspace$1[2] = B * SQRT2 * (-1190 * B2 + 84 * B + 373) / 53760;
	workspace$1[3] = (-2240 * B3 - 2508 * B2 + 2100 * B - 165) / 368640;
	workspace$1[4] = 0;
	workspace$1[5] = 0;
	workspace$1[6] = 0;
	terms$2[3] = lib_default$51(workspace$1, eta0);
	eta = lib_default$51(terms$2, 1 / a);
	eta2 = eta * eta;
	c = -lib_default$13(-eta2 / 2);
	if (eta2 === 0) return .5;
	return (1 + eta * lib_default$82((1 + c) / eta2)) / 2;
}
var BIG = FLOAT64_MAX / 4;
function temmeRootFinder(t, a) {
	return roots;
	function roots(x) {
		var f1;
		var f;
		var y = 1 - x;
		if (y === 0) return [-BIG, -BIG];
		if (x === 0) return [-BIG, -BIG];
		f = lib_default$22(x) + a * lib_default$22(y) + t;
		f1 = 1 / x - a / y;
		return [f, f1];
	}
}
function signum(x) {
	if (x === 0 || lib_default$83(x)) return x;
	return x < 0 ? -1 : 1;
}
var lib_default$33 = signum;
function newtonRaphsonIterate(fun, guess, min, max, digits, maxIter) {
	var f0last;
	var delta1;
	var delta2;
	var factor;
	var result;
	var count;
	var delta;
	var res;
	var f0;
	var f1;
	f0 = 0;
	f0last = 0;
	result = guess;
	factor = lib_default$67(1, 1 - digits);
	delta = FLOAT64_MAX;
	delta1 = FLOAT64_MAX;
	delta2 = FLOAT64_MAX;
	count = maxIter;
	do {
		f0last = f0;
		delta2 = delta1;
		delta1 = delta;
		res = fun(result);
		f0 = res[0];
		f1 = res[1];
		count -= 1;
		if (f0 === 0) break;
		if (f1 === 0) {
			if (f0last === 0) {
				if (result === min) guess = max;
				else guess = min;
				f0last = fun(guess);
				delta = guess - result;
			}
			if (lib_default$33(f0last) * lib_default$33(f0) < 0) {
				if (delta < 0) delta = (result - min) / 2;
				else delta = (result - max) / 2;
			} else if (delta < 0) delta = (result - max) / 2;
			else delta = (result - min) / 2;
		} else delta = f0 / f1;
		if (lib_default$69(delta * 2) > lib_default$69(delta2)) delta = delta > 0 ? (result - min) / 2 : (result - max) / 2;
		guess = result;
		result -= delta;
		if (result <= min) {
			delta = .5 * (guess - min);
			result = guess - delta;
			if (result === min || result === max) break;
		} else if (result >= max) {
			delta = .5 * (guess - max);
			result = guess - delta;
			if (result === min || result === max) break;
		}
		if (delta > 0) max = guess;
		else min = guess;
	} while (count && lib_default$69(result * factor) < lib_default$69(delta));
	return result;
}
function evalpoly$16(x) {
	if (x === 0) return -1;
	return -1 + x * (-5 + x * 5);
}
function evalpoly$15(x) {
	if (x === 0) return 1;
	return 1 + x * (21 + x * (-69 + x * 46));
}
function evalpoly$14(x) {
	if (x === 0) return 7;
	return 7 + x * (-2 + x * (33 + x * (-62 + x * 31)));
}
function evalpoly$13(x) {
	if (x === 0) return 25;
	return 25 + x * (-52 + x * (-17 + x * (88 + x * (-115 + x * 46))));
}
function evalpoly$12(x) {
	if (x === 0) return 7;
	return 7 + x * (12 + x * (-78 + x * 52));
}
function evalpoly$11(x) {
	if (x === 0) return -7;
	return -7 + x * (2 + x * (183 + x * (-370 + x * 185)));
}
function evalpoly$10(x) {
	if (x === 0) return -533;
	return -533 + x * (776 + x * (-1835 + x * (10240 + x * (-13525 + x * 5410))));
}
function evalpoly$9(x) {
	if (x === 0) return -1579;
	return -1579 + x * (3747 + x * (-3372 + x * (-15821 + x * (45588 + x * (-45213 + x * 15071)))));
}
function evalpoly$8(x) {
	if (x === 0) return 449;
	return 449 + x * (-1259 + x * (-769 + x * (6686 + x * (-9260 + x * 3704))));
}
function evalpoly$7(x) {
	if (x === 0) return 63149;
	return 63149 + x * (-151557 + x * (140052 + x * (-727469 + x * (2239932 + x * (-2251437 + x * 750479)))));
}
function evalpoly$6(x) {
	if (x === 0) return 29233;
	return 29233 + x * (-78755 + x * (105222 + x * (146879 + x * (-1602610 + x * (3195183 + x * (-2554139 + x * 729754))))));
}
function evalpoly$5(x) {
	if (x === 0) return 1;
	return 1 + x * (-13 + x * 13);
}
function evalpoly$4(x) {
	if (x === 0) return 1;
	return 1 + x * (21 + x * (-69 + x * 46));
}
var workspace = [
	0,
	0,
	0,
	0,
	0,
	0
];
var terms$1 = [
	0,
	0,
	0,
	0
];
function temme2(z, r, theta) {
	var upper;
	var lower;
	var alpha;
	var roots;
	var eta0;
	var eta;
	var sc7;
	var sc6;
	var sc5;
	var sc4;
	var sc3;
	var sc2;
	var sc;
	var lu;
	var s2;
	var c2;
	var c;
	var s;
	var u;
	var x;
	eta0 = lib_default$12(2 * z) / -lib_default$82(r / 2);
	s = lib_default$27(theta);
	c = lib_default$8(theta);
	terms$1[0] = eta0;
	s2 = s * s;
	c2 = c * c;
	sc = s * c;
	sc2 = sc * sc;
	sc3 = sc2 * sc;
	sc4 = sc2 * sc2;
	sc5 = sc2 * sc3;
	sc6 = sc3 * sc3;
	sc7 = sc4 * sc3;
	workspace[0] = (2 * s2 - 1) / (3 * sc);
	workspace[1] = -evalpoly$16(s2) / (36 * sc2);
	workspace[2] = evalpoly$15(s2) / (1620 * sc3);
	workspace[3] = evalpoly$14(s2) / (6480 * sc4);
	workspace[4] = evalpoly$13(s2) / (90720 * sc5);
	workspace[5] = 0;
	terms$1[1] = lib_default$51(workspace, eta0);
	workspace[0] = -evalpoly$12(s2) / (405 * sc3);
	workspace[1] = evalpoly$11(s2) / (2592 * sc4);
	workspace[2] = -evalpoly$10(s2) / (204120 * sc5);
	workspace[3] = -evalpoly$9(s2) / (2099520 * sc6);
	workspace[4] = 0;
	workspace[5] = 0;
	terms$1[2] = lib_default$51(workspace, eta0);
	workspace[0] = evalpoly$8(s2) / (102060 * sc5);
	workspace[1] = -evalpoly$7(s2) / (20995200 * sc6);
	workspace[2] = evalpoly$6(s2) / (36741600 * sc7);
	workspace[3] = 0;
	workspace[4] = 0;
	workspace[5] = 0;
	terms$1[3] = lib_default$51(workspace, eta0);
	eta = lib_default$51(terms$1, 1 / r);
	alpha = c / s;
	alpha *= alpha;
	lu = -(eta * eta) / (2 * s2) + lib_default$22(s2) + c2 * lib_default$22(c2) / s2;
	if (lib_default$69(eta) < .7) {
		workspace[0] = s2;
		workspace[1] = sc;
		workspace[2] = (1 - 2 * s2) / 3;
		workspace[3] = evalpoly$5(s2) / (36 * sc);
		workspace[4] = evalpoly$4(s2) / (270 * sc2);
		workspace[5] = 0;
		x = lib_default$51(workspace, eta);
	} else {
		u = lib_default$13(lu);
		workspace[0] = u;
		workspace[1] = alpha;
		workspace[2] = 0;
		workspace[3] = 3 * alpha * (3 * alpha + 1) / 6;
		workspace[4] = 4 * alpha * (4 * alpha + 1) * (4 * alpha + 2) / 24;
		workspace[5] = 5 * alpha * (5 * alpha + 1) * (5 * alpha + 2) * (5 * alpha + 3) / 120;
		x = lib_default$51(workspace, u);
		if ((x - s2) * eta < 0) x = 1 - x;
	}
	if (eta < 0) {
		lower = 0;
		upper = s2;
	} else {
		lower = s2;
		upper = 1;
	}
	if (x < lower || x > upper) x = (lower + upper) / 2;
	roots = temmeRootFinder(-lu, alpha);
	x = newtonRaphsonIterate(roots, x, lower, upper, 32, 100);
	return x;
}
var FLOAT64_SMALLEST_SUBNORMAL = 5e-324;
function temme3(a, b, p, q) {
	var cross;
	var roots;
	var lower;
	var upper;
	var eta0;
	var eta;
	var w10;
	var w12;
	var w13;
	var w14;
	var e1;
	var e2;
	var e3;
	var mu;
	var d2;
	var d3;
	var d4;
	var w2;
	var w3;
	var w4;
	var w5;
	var w6;
	var w7;
	var w8;
	var w9;
	var w1;
	var d;
	var w;
	var u;
	var x;
	if (p < q) eta0 = lib_default$17(p, b, true);
	else eta0 = lib_default$17(q, b, false);
	eta0 /= a;
	mu = b / a;
	w = lib_default$82(1 + mu);
	w2 = w * w;
	w3 = w2 * w;
	w4 = w2 * w2;
	w5 = w3 * w2;
	w6 = w3 * w3;
	w7 = w4 * w3;
	w8 = w4 * w4;
	w9 = w5 * w4;
	w10 = w5 * w5;
	d = eta0 - mu;
	d2 = d * d;
	d3 = d2 * d;
	d4 = d2 * d2;
	w1 = w + 1;
	w12 = w1 * w1;
	w13 = w1 * w12;
	w14 = w12 * w12;
	e1 = (w + 2) * (w - 1) / (3 * w);
	e1 += (w3 + 9 * w2 + 21 * w + 5) * d / (36 * w2 * w1);
	e1 -= (w4 - 13 * w3 + 69 * w2 + 167 * w + 46) * d2 / (1620 * w12 * w3);
	e1 -= (7 * w5 + 21 * w4 + 70 * w3 + 26 * w2 - 93 * w - 31) * d3 / (6480 * w13 * w4);
	e1 -= (75 * w6 + 202 * w5 + 188 * w4 - 888 * w3 - 1345 * w2 + 118 * w + 138) * d4 / (272160 * w14 * w5);
	e2 = (28 * w4 + 131 * w3 + 402 * w2 + 581 * w + 208) * (w - 1) / (1620 * w1 * w3);
	e2 -= (35 * w6 - 154 * w5 - 623 * w4 - 1636 * w3 - 3983 * w2 - 3514 * w - 925) * d / (12960 * w12 * w4);
	e2 -= (2132 * w7 + 7915 * w6 + 16821 * w5 + 35066 * w4 + 87490 * w3 + 141183 * w2 + 95993 * w + 21640) * d2 / (816480 * w5 * w13);
	e2 -= (11053 * w8 + 53308 * w7 + 117010 * w6 + 163924 * w5 + 116188 * w4 - 258428 * w3 - 677042 * w2 - 481940 * w - 105497) * d3 / (14696640 * w14 * w6);
	e3 = -((3592 * w7 + 8375 * w6 - 1323 * w5 - 29198 * w4 - 89578 * w3 - 154413 * w2 - 116063 * w - 29632) * (w - 1)) / (816480 * w5 * w12);
	e3 -= (442043 * w9 + 2054169 * w8 + 3803094 * w7 + 3470754 * w6 + 2141568 * w5 - 2393568 * w4 - 19904934 * w3 - 34714674 * w2 - 23128299 * w - 5253353) * d / (146966400 * w6 * w13);
	e3 -= (116932 * w10 + 819281 * w9 + 2378172 * w8 + 4341330 * w7 + 6806004 * w6 + 10622748 * w5 + 18739500 * w4 + 30651894 * w3 + 30869976 * w2 + 15431867 * w + 2919016) * d2 / (146966400 * w14 * w7);
	eta = eta0 + e1 / a + e2 / (a * a) + e3 / (a * a * a);
	if (eta <= 0) eta = FLOAT64_SMALLEST_SUBNORMAL;
	u = eta - mu * lib_default$22(eta) + (1 + mu) * lib_default$22(1 + mu) - mu;
	cross = 1 / (1 + mu);
	lower = eta < mu ? cross : 0;
	upper = eta < mu ? 1 : cross;
	x = (lower + upper) / 2;
	roots = temmeRootFinder(u, mu);
	return newtonRaphsonIterate(roots, x, lower, upper, 32, 100);
}
function halleyIterate(fun, guess, minimum, maximum, digits, maxIter) {
	var convergence;
	var outOfBounds;
	var delta1;
	var delta2;
	var factor;
	var result;
	var f0Last;
	var count;
	var delta;
	var denom;
	var diff;
	var num;
	var res;
	var f0;
	var f1;
	var f2;
	f0 = 0;
	outOfBounds = false;
	result = guess;
	factor = lib_default$67(1, 1 - digits);
	delta = lib_default$47(1e7 * guess, 1e7);
	f0Last = 0;
	delta1 = delta;
	delta2 = delta;
	count = maxIter;
	do {
		f0Last = f0;
		delta2 = delta1;
		delta1 = delta;
		res = fun(result);
		f0 = res[0];
		f1 = res[1];
		f2 = res[2];
		count -= 1;
		if (f0 === 0) break;
		if (f1 === 0) {
			if (f0Last === 0) {
				if (result === minimum) guess = maximum;
				else guess = minimum;
				f0Last = fun(guess);
				delta = guess - result;
			}
			if (lib_default$33(f0Last) * lib_default$33(f0) < 0) {
				if (delta < 0) delta = (result - minimum) / 2;
				else delta = (result - maximum) / 2;
			} else if (delta < 0) delta = (result - maximum) / 2;
			else delta = (result - minimum) / 2;
		} else if (f2 === 0) delta = f0 / f1;
		else {
			denom = 2 * f0;
			num = 2 * f1 - f0 * (f2 / f1);
			if (lib_default$69(num) < 1 && lib_default$69(denom) >= lib_default$69(num) * 17976931348623157e292) delta = f0 / f1;
			else delta = denom / num;
			if (delta * f1 / f0 < 0) {
				delta = f0 / f1;
				if (lib_default$69(delta) > 2 * lib_default$69(guess)) delta = (delta < 0 ? -1 : 1) * 2 * lib_default$69(guess);
			}
		}
		convergence = lib_default$69(delta / delta2);
		if (convergence > .8 && convergence < 2) {
			delta = delta > 0 ? (result - minimum) / 2 : (result - maximum) / 2;
			if (lib_default$69(delta) > result) delta = lib_default$33(delta) * result;
			delta2 = delta * 3;
		}
		guess = result;
		result -= delta;
		if (result < minimum) {
			if (lib_default$69(minimum) < 1 && lib_default$69(result) > 1 && 17976931348623157e292 / lib_default$69(result) < lib_default$69(minimum)) diff = 1e3;
			else diff = result / minimum;
			if (lib_default$69(diff) < 1) diff = 1 / diff;
			if (!outOfBounds && diff > 0 && diff < 3) {
				delta = .99 * (guess - minimum);
				result = guess - delta;
				outOfBounds = true;
			} else {
				delta = (guess - minimum) / 2;
				result = guess - delta;
				if (result === minimum || result === maximum) break;
			}
		} else if (result > maximum) {
			if (lib_default$69(maximum) < 1 && lib_default$69(result) > 1 && 17976931348623157e292 / lib_default$69(result) < lib_default$69(maximum)) diff = 1e3;
			else diff = result / maximum;
			if (lib_default$69(diff) < 1) diff = 1 / diff;
			if (!outOfBounds && diff > 0 && diff < 3) {
				delta = .99 * (guess - maximum);
				result = guess - delta;
				outOfBounds = true;
			} else {
				delta = (guess - maximum) / 2;
				result = guess - delta;
				if (result === minimum || result === maximum) break;
			}
		}
		if (delta > 0) maximum = guess;
		else minimum = guess;
	} while (count && lib_default$69(result * factor) < lib_default$69(delta));
	return result;
}
function ibetaRoots(a, b, target, invert) {
	return roots;
	function roots(x) {
		var buf;
		var f1;
		var f2;
		var f;
		var y = 1 - x;
		buf = [0, 0];
		ibetaImp(x, a, b, true, invert, buf, 1, 0);
		f = buf[0] - target;
		f1 = buf[1];
		if (invert) f1 = -f1;
		if (y === 0) y = FLOAT64_SMALLEST_NORMAL * 64;
		if (x === 0) x = FLOAT64_SMALLEST_NORMAL * 64;
		f2 = f1 * (-(y * a) + (b - 2) * x + 1);
		if (lib_default$69(f2) < y * x * 17976931348623157e292) f2 /= y * x;
		if (invert) f2 = -f2;
		if (f1 === 0) f1 = (invert ? -1 : 1) * FLOAT64_SMALLEST_NORMAL * 64;
		return [
			f,
			f1,
			f2
		];
	}
}
var DIGITS = 32;
var MAX_ITERATIONS = 1e3;
var terms = [
	0,
	0,
	0,
	0,
	0
];
function ibetaInvImp(a, b, p, q) {
	var digits;
	var invert;
	var lambda;
	var lower;
	var theta;
	var upper;
	var roots;
	var maxv;
	var minv;
	var bet;
	var ppa;
	var tmp;
	var xs2;
	var ap1;
	var bm1;
	var fs;
	var lx;
	var ps;
	var xg;
	var xs;
	var yp;
	var a2;
	var a3;
	var b2;
	var r;
	var l;
	var u;
	var x;
	var y;
	invert = false;
	if (q === 0) return [1, 0];
	if (p === 0) return [0, 1];
	if (a === 1) {
		if (b === 1) return [p, 1 - p];
		tmp = b;
		b = a;
		a = tmp;
		tmp = q;
		q = p;
		p = tmp;
		invert = true;
	}
	x = 0;
	lower = 0;
	upper = 1;
	if (a === .5) {
		if (b === .5) {
			x = lib_default$27(p * HALF_PI);
			x *= x;
			y = lib_default$27(q * HALF_PI);
			y *= y;
			return [x, y];
		}
		if (b > .5) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = q;
			q = p;
			p = tmp;
			invert = !invert;
		}
	}
	if (b === .5 && a >= .5 && p !== 1) {
		yp = {};
		x = findIBetaInvFromTDist(a, p, yp);
		y = yp.value;
	} else if (b === 1) {
		if (p < q) {
			if (a > 1) {
				x = lib_default$26(p, 1 / a);
				y = -lib_default$14(lib_default$22(p) / a);
			} else {
				x = lib_default$26(p, 1 / a);
				y = 1 - x;
			}
		} else {
			x = lib_default$13(lib_default$24(-q) / a);
			y = -lib_default$14(lib_default$24(-q) / a);
		}
		if (invert) {
			tmp = y;
			y = x;
			x = tmp;
		}
		return [x, y];
	} else if (a + b > 5) {
		if (p > .5) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = q;
			q = p;
			p = tmp;
			invert = !invert;
		}
		minv = lib_default$46(a, b);
		maxv = lib_default$47(a, b);
		if (lib_default$82(minv) > maxv - minv && minv > 5) {
			x = temme1(a, b, p);
			y = 1 - x;
		} else {
			r = a + b;
			theta = lib_default$2(lib_default$82(a / r));
			lambda = minv / r;
			if (lambda >= .2 && lambda <= .8 && r >= 10) {
				ppa = lib_default$26(p, 1 / a);
				if (ppa < .0025 && a + b < 200) x = ppa * lib_default$26(a * lib_default$42(a, b), 1 / a);
				else x = temme2(p, r, theta);
				y = 1 - x;
			} else {
				if (a < b) {
					tmp = b;
					b = a;
					a = tmp;
					tmp = q;
					q = p;
					p = tmp;
					invert = !invert;
				}
				bet = 0;
				if (b < 2) bet = lib_default$42(a, b);
				if (bet === 0) y = 1;
				else {
					y = lib_default$26(b * q * bet, 1 / b);
					x = 1 - y;
				}
			}
			if (y > 1e-5) {
				x = temme3(a, b, p, q);
				y = 1 - x;
			}
		}
	} else if (a < 1 && b < 1) {
		xs = (1 - a) / (2 - a - b);
		fs = lib_default$34(xs, a, b) - p;
		if (lib_default$69(fs) / p < 6661338147750939e-31) {
			if (invert) return [1 - xs, xs];
			return [xs, 1 - xs];
		}
		if (fs < 0) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = q;
			q = p;
			p = tmp;
			invert = !invert;
			xs = 1 - xs;
		}
		xg = lib_default$26(a * p * lib_default$42(a, b), 1 / a);
		x = xg / (1 + xg);
		y = 1 / (1 + xg);
		if (x > xs) x = xs;
		upper = xs;
	} else if (a > 1 && b > 1) {
		xs = (a - 1) / (a + b - 2);
		xs2 = (b - 1) / (a + b - 2);
		ps = lib_default$34(xs, a, b) - p;
		if (ps < 0) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = q;
			q = p;
			p = tmp;
			tmp = xs2;
			xs2 = xs;
			xs = tmp;
			invert = !invert;
		}
		lx = lib_default$22(p * a * lib_default$42(a, b)) / a;
		x = lib_default$13(lx);
		y = x < .9 ? 1 - x : -lib_default$14(lx);
		if (b < a && x < .2) {
			ap1 = a - 1;
			bm1 = b - 1;
			a2 = a * a;
			a3 = a * a2;
			b2 = b * b;
			terms[0] = 0;
			terms[1] = 1;
			terms[2] = bm1 / ap1;
			ap1 *= ap1;
			terms[3] = bm1 * (3 * a * b + 5 * b + a2 - a - 4) / (2 * (a + 2) * ap1);
			ap1 *= a + 1;
			terms[4] = bm1 * (33 * a * b2 + 31 * b2 + 8 * a2 * b2 - 30 * a * b - 47 * b + 11 * a2 * b + 6 * a3 * b + 18 + 4 * a - a3 + a2 * a2 - 10 * a2);
			terms[4] /= 3 * (a + 3) * (a + 2) * ap1;
			x = lib_default$51(terms, x);
		}
		if (x > xs) x = xs;
		upper = xs;
	} else {
		if (b < a) {
			tmp = b;
			b = a;
			a = tmp;
			tmp = q;
			q = p;
			p = tmp;
			invert = !invert;
		}
		if (lib_default$26(p, 1 / a) < .5) {
			x = lib_default$26(p * a * lib_default$42(a, b), 1 / a);
			if (x === 0) x = FLOAT64_SMALLEST_NORMAL;
			y = 1 - x;
		} else {
			y = lib_default$26(1 - lib_default$26(p, b * lib_default$42(a, b)), 1 / b);
			if (y === 0) y = FLOAT64_SMALLEST_NORMAL;
			x = 1 - y;
		}
	}
	if (x > .5) {
		tmp = b;
		b = a;
		a = tmp;
		tmp = q;
		q = p;
		p = tmp;
		tmp = y;
		y = x;
		x = tmp;
		invert = !invert;
		l = 1 - upper;
		u = 1 - lower;
		lower = l;
		upper = u;
	}
	if (lower === 0) {
		if (invert) {
			lower = FLOAT64_EPSILON;
			if (x < lower) x = lower;
		} else lower = FLOAT64_SMALLEST_NORMAL;
		if (x < lower) x = lower;
	}
	digits = DIGITS;
	if (x < 1e-50 && (a < 1 || b < 1)) {
		digits *= 3;
		digits /= 2;
	}
	roots = ibetaRoots(a, b, p < q ? p : q, p >= q);
	x = halleyIterate(roots, x, lower, upper, digits, MAX_ITERATIONS);
	if (x === lower) x = 0;
	if (invert) return [1 - x, x];
	return [x, 1 - x];
}
var lib_default$21 = ibetaInvImp;
function evalpoly$3(x) {
	if (x === 0) return .3999999999940942;
	return .3999999999940942 + x * (.22222198432149784 + x * .15313837699209373);
}
function evalpoly$2(x) {
	if (x === 0) return .6666666666666735;
	return .6666666666666735 + x * (.2857142874366239 + x * (.1818357216161805 + x * .14798198605116586));
}
function kernelLog1p(f) {
	var hfsq;
	var t1;
	var t2;
	var s;
	var z;
	var R;
	var w;
	s = f / (2 + f);
	z = s * s;
	w = z * z;
	t1 = w * evalpoly$3(w);
	t2 = z * evalpoly$2(w);
	R = t2 + t1;
	hfsq = .5 * f * f;
	return s * (hfsq + R);
}
var lib_default$32 = kernelLog1p;
var TWO54$1 = 0x40000000000000;
var IVLN10HI = .4342944818781689;
var IVLN10LO = 25082946711645275e-27;
var LOG10_2HI = .30102999566361177;
var LOG10_2LO = 3694239077158931e-28;
var HIGH_MAX_NORMAL_EXP$1 = 2146435072;
var HIGH_MIN_NORMAL_EXP$1 = 1048576;
var HIGH_BIASED_EXP_0$1 = 1072693248;
var WORDS$1 = [0, 0];
function log10(x) {
	var valHi;
	var valLo;
	var hfsq;
	var hi;
	var lo;
	var hx;
	var lx;
	var y2;
	var f;
	var R;
	var w;
	var y;
	var i;
	var k;
	if (lib_default$83(x) || x < 0) return NaN;
	toWords(x, WORDS$1, 1, 0);
	hx = WORDS$1[0] | 0;
	lx = WORDS$1[1];
	k = 0;
	if (hx < HIGH_MIN_NORMAL_EXP$1) {
		if ((hx & 2147483647 | lx) === 0) return FLOAT64_NINF;
		k -= 54;
		x *= TWO54$1;
		hx = lib_default$80(x) | 0;
	}
	if (hx >= HIGH_MAX_NORMAL_EXP$1) return x + x;
	if (hx === HIGH_BIASED_EXP_0$1 && lx === 0) return 0;
	k += (hx >> 20) - FLOAT64_EXPONENT_BIAS | 0;
	hx &= FLOAT64_HIGH_WORD_SIGNIFICAND_MASK;
	i = hx + 614244 & HIGH_MIN_NORMAL_EXP$1 | 0;
	x = lib_default$79(x, hx | i ^ HIGH_BIASED_EXP_0$1);
	k += i >> 20 | 0;
	y = k;
	f = x - 1;
	hfsq = .5 * f * f;
	R = lib_default$32(f);
	hi = f - hfsq;
	hi = lib_default$60(hi, 0);
	lo = f - hi - hfsq + R;
	valHi = hi * IVLN10HI;
	y2 = y * LOG10_2HI;
	valLo = y * LOG10_2LO + (lo + hi) * IVLN10LO + lo * IVLN10HI;
	w = y2 + valHi;
	valLo += y2 - w + valHi;
	valHi = w;
	return valLo + valHi;
}
var lib_default$23 = log10;
var TWO54 = 0x40000000000000;
var IVLN2HI = 1.4426950407214463;
var IVLN2LO = 16751713164886512e-26;
var HIGH_MAX_NORMAL_EXP = 2146435072;
var HIGH_MIN_NORMAL_EXP = 1048576;
var HIGH_BIASED_EXP_0 = 1072693248;
var WORDS = [0, 0];
function log2(x) {
	var valHi;
	var valLo;
	var hfsq;
	var hx;
	var lx;
	var hi;
	var lo;
	var f;
	var R;
	var w;
	var y;
	var i;
	var k;
	if (lib_default$83(x) || x < 0) return NaN;
	toWords(x, WORDS, 1, 0);
	hx = WORDS[0] | 0;
	lx = WORDS[1];
	k = 0;
	if (hx < HIGH_MIN_NORMAL_EXP) {
		if ((hx & 2147483647 | lx) === 0) return FLOAT64_NINF;
		k -= 54;
		x *= TWO54;
		hx = lib_default$80(x) | 0;
	}
	if (hx >= HIGH_MAX_NORMAL_EXP) return x + x;
	if (hx === HIGH_BIASED_EXP_0 && lx === 0) return 0;
	k += (hx >> 20) - FLOAT64_EXPONENT_BIAS | 0;
	hx &= FLOAT64_HIGH_WORD_SIGNIFICAND_MASK;
	i = hx + 614244 & HIGH_MIN_NORMAL_EXP | 0;
	x = lib_default$79(x, hx | i ^ HIGH_BIASED_EXP_0);
	k += i >> 20 | 0;
	y = k;
	f = x - 1;
	hfsq = .5 * f * f;
	R = lib_default$32(f);
	hi = f - hfsq;
	hi = lib_default$60(hi, 0);
	lo = f - hi - hfsq + R;
	valHi = hi * IVLN2HI;
	valLo = (lo + hi) * IVLN2LO + lo * IVLN2HI;
	w = y + valHi;
	valLo += y - w + valHi;
	valHi = w;
	return valLo + valHi;
}
var lib_default$25 = log2;
function evalrational$1(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return .16666666666666666;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -351754.9648081514 + x * (-11561.443576500522 + x * (-163.72585752598383 + x * -.789474443963537));
		s2 = -2110529.7888489086 + x * (36157.827983443196 + x * (-277.7110814206028 + x * 1));
	} else {
		x = 1 / x;
		s1 = -.789474443963537 + x * (-163.72585752598383 + x * (-11561.443576500522 + x * -351754.9648081514));
		s2 = 1 + x * (-277.7110814206028 + x * (36157.827983443196 + x * -2110529.7888489086));
	}
	return s1 / s2;
}
var MAXLOG$1 = 709.782712893384;
var MINLOG = -708.3964185322641;
var POS_OVERFLOW = MAXLOG$1 + LN2;
var NEG_OVERFLOW = MINLOG - LN2;
var LARGE = MAXLOG$1 - LN2;
function sinh(x) {
	var a;
	if (x === 0) return x;
	if (x > POS_OVERFLOW || x < NEG_OVERFLOW) return x > 0 ? FLOAT64_PINF : FLOAT64_NINF;
	a = lib_default$69(x);
	if (a > 1) {
		if (a >= LARGE) {
			a = lib_default$13(.5 * a);
			a *= .5 * a;
			if (x < 0) a = -a;
			return a;
		}
		a = lib_default$13(a);
		a = .5 * a - .5 / a;
		if (x < 0) a = -a;
		return a;
	}
	a *= a;
	return x + x * a * evalrational$1(a);
}
var lib_default$28 = sinh;
function evalpoly$1(x) {
	if (x === 0) return .13333333333320124;
	return .13333333333320124 + x * (.021869488294859542 + x * (.0035920791075913124 + x * (.0005880412408202641 + x * (7817944429395571e-20 + x * -18558637485527546e-21))));
}
function evalpoly(x) {
	if (x === 0) return .05396825397622605;
	return .05396825397622605 + x * (.0088632398235993 + x * (.0014562094543252903 + x * (.0002464631348184699 + x * (7140724913826082e-20 + x * 2590730518636337e-20))));
}
var PIO4 = .7853981633974483;
var PIO4LO = 3061616997868383e-32;
var T0 = .3333333333333341;
var HIGH_WORD_ABS_MASK = 2147483647;
function kernelTan(x, y, k) {
	var hx;
	var ix;
	var a;
	var r;
	var s;
	var t;
	var v;
	var w;
	var z;
	hx = lib_default$80(x);
	ix = hx & HIGH_WORD_ABS_MASK | 0;
	if (ix >= 1072010280) {
		if (x < 0) {
			x = -x;
			y = -y;
		}
		z = PIO4 - x;
		w = PIO4LO - y;
		x = z + w;
		y = 0;
	}
	z = x * x;
	w = z * z;
	r = evalpoly$1(w);
	v = z * evalpoly(w);
	s = z * x;
	r = y + z * (s * (r + v) + y);
	r += T0 * s;
	w = x + r;
	if (ix >= 1072010280) {
		v = k;
		return (1 - (hx >> 30 & 2)) * (v - 2 * (x - (w * w / (w + v) - r)));
	}
	if (k === 1) return w;
	z = lib_default$60(w, 0);
	v = r - (z - x);
	a = -1 / w;
	t = lib_default$60(a, 0);
	s = 1 + t * z;
	return t + a * (s + t * v);
}
var lib_default$31 = kernelTan;
var buffer = [0, 0];
var HIGH_WORD_PIO4 = 1072243195;
var HIGH_WORD_TWO_NEG_27 = 1044381696;
function tan(x) {
	var ix;
	var n;
	ix = lib_default$80(x);
	ix &= FLOAT64_HIGH_WORD_ABS_MASK;
	if (ix <= HIGH_WORD_PIO4) {
		if (ix < HIGH_WORD_TWO_NEG_27) return x;
		return lib_default$31(x, 0, 1);
	}
	if (ix >= 2146435072) return NaN;
	n = lib_default$63(x, buffer);
	return lib_default$31(buffer[0], buffer[1], 1 - ((n & 1) << 1));
}
var lib_default$29 = tan;
function evalrational(x) {
	var ax;
	var s1;
	var s2;
	if (x === 0) return -.3333333333333332;
	if (x < 0) ax = -x;
	else ax = x;
	if (ax <= 1) {
		s1 = -1614.6876844170845 + x * (-99.28772310019185 + x * (-.9643991794250523 + x * 0));
		s2 = 4844.063053251255 + x * (2235.4883906010045 + x * (112.81167849163293 + x * 1));
	} else {
		x = 1 / x;
		s1 = 0 + x * (-.9643991794250523 + x * (-99.28772310019185 + x * -1614.6876844170845));
		s2 = 1 + x * (112.81167849163293 + x * (2235.4883906010045 + x * 4844.063053251255));
	}
	return s1 / s2;
}
var MAXLOG = 88.02969193111305;
function tanh(x) {
	var s;
	var z = lib_default$69(x);
	if (z > .5 * MAXLOG) return x < 0 ? -1 : 1;
	if (z >= .625) {
		s = lib_default$13(2 * z);
		z = 1 - 2 / (s + 1);
		if (x < 0) z = -z;
	} else {
		if (x === 0) return x;
		s = x * x;
		z = x + x * s * evalrational(s);
	}
	return z;
}
var lib_default$30 = tanh;
export { lib_default as acos, lib_default$1 as acosh, lib_default$2 as asin, lib_default$3 as asinh, lib_default$4 as atan, lib_default$5 as atan2, lib_default$6 as atanh, lib_default$7 as cbrt, lib_default$8 as cos, lib_default$9 as cosh, lib_default$10 as erf, lib_default$11 as erfc, lib_default$12 as erfcinv, lib_default$13 as exp, lib_default$14 as expm1, lib_default$15 as gamma, lib_default$16 as gammainc, lib_default$17 as gammaincinv, lib_default$18 as gammaln, lib_default$19 as hypot, lib_default$20 as kernelBetainc, lib_default$21 as kernelBetaincinv, lib_default$22 as ln, lib_default$23 as log10, lib_default$24 as log1p, lib_default$25 as log2, lib_default$26 as pow, lib_default$27 as sin, lib_default$28 as sinh, lib_default$29 as tan, lib_default$30 as tanh };
