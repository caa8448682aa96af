"""Letters from CLDR: `python -m tests.generators.letters` writes them."""

# ruff: noqa
# fmt: off

__all__ = ["BIGRAMS", "SIGNS"]

BIGRAMS: dict[str, tuple[str, str]] = {
    'ar': ('ءآأؤإئابةتثجحخدذرزسشصضطعغفقكلمنهوىيُّ', (
        'L<mG4x=h*4V1D7GJ9N;A6>FLEF98>473:<;j>xr*&eeSp[a<MNA_R]^PhJUMVWdYZRRPNHMAWHcEpk#R``NkV!@IIF'
        'ZMXYKcEPIQS_TUNMKICHFRC^Akf6IWWEbMS74@<QDOPBZ0G)HIVKLDCB@0?4I:U/b!<Q``MkV[@:I=@EB=:;0>1EB^'
        '>UA3D7314F+]7ke*ETTA_JO4<=9NALM?V9C<DFRGIA@?<*;9E7Q4_Y<N]]JhRX=EFB:JUV:_5L-MO[PQJ:=7;/.N@Z'
        "+hb:L[[HfQV;/8@UHSTF]4JCLMZNPHGFD0B@L7X'f`/]FlYwbAL:U8J@MC;n3?;EMMAH?AL;(80C:S7wq2WffSp[a,"
        'H?;_AEKFh1UDDXdK:JRA<4M9C.c+pk#hwwd~mrW_`!qdopby!g_hivkldcb`Z^!hZuW~|*ZhhVs^d1FQFbG@aLk2B;'
        '7Zg!J@DE@?D?Z*N1Nm,KZZGeOU+B9?TGRSD!8IBJLXM;GF:B593K=W,e_4TccPnY^/7=H]P[!6e7.DSUaVFPON?8;/'
        'F/`.nh3JYYFdOT6;;9=FQR,[1I8J9XMNFE;B2@9J2=.d^1KZZGePU,BC4TGRSE!6I0JL27OGFEB53?K0W4e_.UccQn'
        'Y_/C4IIDI!Gf8HATVbWX@PBF<::D.I)ni9LZZHePV:CD@TGRSE]&JCKMYNOHGFC=B@+=X;e`.XggEr]N04:9J:_J;i'
        'IM2FHHDJ?C:8><6H/H-rl0R;`NkV;/9BFZCXYKc.P?QS_TUCMKI=:>D/^*kf0XggTr!b/:P1KTKGQi8VOWYe7>TAJ3'
        '606X2d-rl5Q``NkV[->I:ZMXYKb/PHQR_TUML8<5.=?3^+kC:Q``MkV[:H.EZM;YKb4OHQR_SUA=@I;GEQ5]&ke0IX'
        'XEcMS3@6=QDOQBZ,G@HJVKL6DC@:?=I1U*c]*N]]JhSX.;4BWJUVH_5L>@O!Q:JI8F3D9@342hb.M!!IgQW130A?IS'
        'U8^-?D?NZOPIH2D669M9Y6@a0TccPnX^,K4H!BZ!Ee-F=@UaFWPONK9;<F,`/nh4TccQnY_/E>D]P[!;e.S@TGCWX?'
        'ONL7E7G/a)nh4HffSq!a9>9K`S^_3h<UNVXd:[SRQN<>CW9c%qk.JeeSp[a-AE7KR]^Fg3D4DWdY?BIPN88;J-c/pK'
        '3ZiG4M<d26C5I9FB<k5E6;5QD=::=5:57;3E/sQ0VeeRp[L,2<5_G>L?g5U<GEdK>?E@:8C9E2c,pL-JhhVs^d1@<5'
        'b7`a1jB>8B?gF]5EA7=>MB3f,sm/RaaNlV!,:JFZBYZKc1PIQS_TUNML;:81R-^/lf0[iiWt_L24I8H=CL<l1=4DAh'
        'JP=8.9360GCQ5tn#TccPnY^CKLH]P[!MeHRKSUaVWPONKEJHTF`Cnh-^llZwbh2;.0O?dO<o5;;@^SBS?7?75:2@7j'
        'AwO3ETTA_JO4<=9NALM?V9C<DFRGIA@?<6+9E*Q4_Y4GUUC`KQ.=*:OBMN@X0E=FGTIJ1A@>8=:G8S5`Z'
    )),
    'be': ('абвгдежзйклмнопрстуфхцчшыьэюяёіў', (
        'K;26857?K<M1436D5:16:9>=1@U]?J>P8G)&IWVVTS`ZYORTNUXPOQU!![VaS!XdSdO[/^==8;7=P=9836/J=109A@'
        '=@HHU^ON2T@85S*O<NK0WRQ<9LF7P18I1FBREX>S9GE[/R6W(GRQO0[VUKNPI0SLJ<:XWVR!0W<_7_/V3T)?5FE1WR'
        'GA6FC6G0;I3TG@NXASG!K[2R4W+REI?N24T??C/3S:4L7XDVR!0W4_O_JV2T=C>:<>@:553:.>A.7.?UJ;CFLTI]@K'
        '?73N->HH=FRML2DF35>B3C1ONMIS+N;VFVAM5Q+9BBH2TOND>I;6M90F?QQPK@>QM;<Y*P,Q=<<C8?T>N8=<5JD8(4'
        'IQQ:K>HQMEBY<P4Y(I:DG;]MVI?=K7J89>5FFMSJIYENPN*X4W,CR>D.GVU;NBJ7JHJA6XWVR!;.G<>L,V1U*3CCM-'
        'YTS@?BD49J7K<IIT?Z8U=]A]1T2Z/FE406]IW:@FD7KI05>ZK:TI2<BL8<1Y8T<>6=0LID>916-M8038M?H?5BLTQ!'
        'L!G34S(EMMK/VQP<?D?5O6<C3S?EMXJSOFA[/R2Y+>>99Q]MW;=<=7VN514DGATE-Y3aQaMX,[2E?UR7^YX)>C@?@I'
        'M.<O<GU_CAGcDK6Y1Z*FHTRQ^YW@<E-7V.?O5[CYH_2Z6bQbMY0S24:87KA5A7660>;035GIC8B>KS;IF[=H8Q-LK9'
        'I7TOND=IC8M+C9.QQPKB=QMYHY.P0Q+M>LI8UPOEH8<*N=7;7RQPLVIQNYIY1P5R/BBLI>UPO,HJDKNFDG5RRPLV/='
        '1C8?-P=X%TSRPPGWVLOQ0ATMKN?YXGS]5X:`P`LW0K,G2=CCOJI5B<>7=6257LK>7P2K3TCS?J(U?:C<?E>B829<4N'
        'F<?6BD>>=DLUQ]0K6B-O=><A77SNM:F8/HAD+6HPBNJ>GOL51:>N/P<A:;;HTA2926-@D/3;I<A9?:HPMB;X<O-J3:'
        "D::AM7G/942CF250B5JHDNAIFRAQ=I%XEIFC<O[V:>:;3Q=8A?PXXAR!OWT`:_KJ6L9G'FDCOJI9:D.EH2>9EL;KFQ"
        'CLHTCT?;)YB?==<CF?863<0G=877GD=@?EPYUa2G:H,S8ONB.KWRQG;L-MP/-ALTSRNXKS=[K[GR'
    )),
    'bg': ('μабвгдежзийклмнопрстуфхцчшщъьюя', (
        'L4N56187:K<7D244696:16<9;@7ANTr?A(&xP!W[YSc_R]SWWSR]HSVZbad_erduf^7%a9E@DB<LH;F<@@<;F<<>CJ'
        'JMHN[M^OG,VuE<:;6DN<A7935-B:056>?>LDAS`qOF9Om+Q;PN0XT.RH6LG0R15J1VGYGZG;jAS7Tr.UPG@.!Y/WMC'
        'Q>/V*7FE[[]X_kAn`E3Om+?3PC6XT1RA7EG.R/8B3VVYTZg?j[S4Po,REIH11I.SJAA5/S91L9XFZU!h?kDU,Tr>B6'
        '=9HF=G575./A@066CKF@BDL]nP@5Ig-@FJ:0@N*L6FF/7@BBE3QPSNTa@dUM8Ki+8BCJ1TP+N;:H96N9<0=RRUCVcD'
        "fWO)Ut;<===>Q:@555:0?>686EDC<<Dm_pa50Lj?M=E77T??O9<<39>6'6DSS@QBdFfXP4Us,V;VG:]Z*XK@AM,N88"
        '>6OCOYKlEPGN5Qo,>C;>3HE,T;NC72EJ4<6XK[VLi>HA16Sq-5=TQ([X2VLOPC2;L6N>KK!BLj?m_G1Ts0BA406]G2'
        'W9@GE-OI.5=PGCBLP^PCA)Ts8>/<?@H?CE8381D;44:BCEP<HQ^o`H8Ml+OJOL,VR/P><J@/P6<=4U@WFYe>hFR4Tr'
        ".@?>:,AO.W;@<:1WM435FICYIlDLOK6Vt4F?NT4^[4Y'=BB3E>K/=OO_Zam?pbZ3Sr,L=UH5!X0VB>H.0V05O7[DMI"
        '_k;n_D2Mk05;686C89E6651<:044@ICE@AJIhEH7Ji0LG7I4SO-MD;GC0M*>?3RRTOBbBeVN<Jh*LGKI1SO/MC=7>-'
        'M<7?5QQTOUb7eVA7Ji-LGLI,SO)M5GGC:MCCF5RRTOUb;e@N8Om(PLPN-WT1R9LL.8RHHB9VVXTZgXi[S3Gf/I2IF2'
        'PL/J,D<@2J7@93O>QLR_QbSK-Ba)D?DA;KG.E<??;;E;;>2JJLGMZL]NF;Ge=6;6><59>J:37.?J):BF@N8?R_Pb@K'
        ';Fe<HCHE?OK>I@CC?$I@?BFNNPKR^PaRK3Ec6=B39:+9=H0883=H2:6E7LOJP]O`QI(MkCD>D@FVRDP9C>3A78=*LT'
        'TWRXeVhYQ'
    )),
    'ca': ('abcdefghijklmnopqrstuvwxyzàáãåçèéíïòóöúüýμ', (
        'LV474.39826>8438:6@;47<=B?GAAstVk_mIsdhwiQyO+Z5A=:7F1?0IC:>9:AJ8900FIIHIBZ[`RFTHZKO^PT`^*S'
        'C=;8DC=>7F<16/E>H0:6:CASD@YpqvILjRKaftSSOt2f,FBC1AL=/UF5JF2MG1>>2R?U<U>Hgl_CHTf?Hj?Hlj-K-Q'
        '6C2DP51YD>;J0QK4>=5JYYYY=jkpc<d@jEEn@epn+m/TKD)YEI1=VCHI7T]=EG>MN!FNFmnse=gDm9bqJgsq,o;C<?'
        '>L:I?L@391A?F1+79BCEDLAoptGZh!QEdrdQtr5e2BIE5Q8J-TN4IE0BU*E77QUTTUNefk^>_SeC[i[`ki0h,>KB2H'
        'F;2VD6C=0OW1DH.SBV@W=him`BaHhD]kH?mk5J/PMJ4UBN4XR?=C&HY>@@9UIXXAHjkobICCjZ_m_dom0P0;167E=M'
        'DDA2:09;=6744?J>JG7notfOh!nLAqcPtq5c+?F=5NIH-@K=F=3.RABC1NRQQR5cdh[N!PcSXfX@hf-e-ACE5AA21B'
        'E;6?1AU:<>3Q7T?TMefk]Q_BeVZFB_ki+m/?FA/M<L/[@1EI4I!K9=8E![[D:Hnre<N;m?HpNgrp1i+2AI/JCC/WQC'
        'CE27XD:@;JDW@X>KjKK6?JiFBlKcnl0O/B5/3X2A2DD?ED4MNG9/>BKK9CElmrK7fElHbpbOrp2l?@7@=G<CCA<36/'
        '>:H)6:;7AJHCFlmrFMfJl]bpbgrp1f,B9C,RLB1UO;BF2<V8=58GVACVOfgl_GH;fG=jCHlj6h7NKHESMLEVPHKG>O'
        'WFG6$SWVVWPhim`SaUhX]k]bmk1n*?<22H:G/!A?>A4UE;;87IL!IP>nosGCP=nIcPBLsq)m2H9M5NL;3!<<GA7@E>'
        '9-7JC[H!JmEseNgCmHHqOgsq0l-HHL3XK;.CECAB6S[14?5XM;DD1lmrdBf<lEDNNfrp-j39<65K8I4K=7;2G;Y.55'
        "B@E@D=>Lkob;L>LZ_m_dom2e+LA9-QKJ,TN;I?1LUC@FAQTTSTBefk]9_?eCZi[_ki2b'?EB1N>91Q?BFB4IR@=8>N"
        'QQ?QKbch[N!Pb@XfX]hf.b1<EB/NHG*Q<B>A7IR@=79NQQPQJbchZ<<6bS@f@!hf,b+I898MHG7P@:E80IQ765;MQP'
        'PQ@bcgZ@AObRWeA!ge0b*5EB-NH>1QK:FB4IR@4=:NQQQ?9bch[N!PbSXf@]hf)hC<D@E6MD?VE5?*HOF37<ABWVVW'
        'Phim`SaUhX]k]bmk.[6B>;8GA@9JC;>,;,J/:;=GJIIJC[!aSFUI[LP_PUa_9`;GC@=LFE>OI@D?$GP>?ABLOONOH`'
        'afXLZN`QUdVZfd5!7C?<9HBA:KE%@;<CK:;=>HKKJKD!]bTHVJ!MQ`QVb`1a(HDA>MGF?OIAD@+HP?@A2LPOOPIabg'
        'YL[OaRVdV[gd7hCO:HETNMFWQ9L8HOC/&7JTW8VWPhin`TbVhY]l]bnl(^3DA>;ICC<LF11=>E24=>@IMLLMF^_cVI'
        'WK^NSaSXca,b3:E=?4<G<Q@140;<;735D6Q6PQJbchZN!PbSWfW!hf5!7C?<90BA:KE<@)<CK:,=>HKKJKD!]bTHVJ'
        '!MQ`QVb`<c>JFCAOIHARL*.0C7>.47E:RRRRKcdi[O]QcTYgY^ig%b=9EB@NHG@QKBF2BIR2BCE9QQQQJbch[N!PbS'
        'XfX]hf4[6B>;8G(@9JC,>:;BJ9:;=GJIIJC[!aSFUI[LP_PUa_*`;-C@=KFE7NH158@GO7.@BKONNOH`aeXKYM`PUc'
        'UZec1!7C?<-HBA:K6/1;<CK/4=>HKKJKD!]bTHV6!MQ`QVb`%!7C?<9HBA:KE<@;<CK:;=>HKKJKD!]bTHVJ!MQ`QV'
        'b`2Y4@=:7E->7HB9-99@I8-:<EIHHIBYZ_RESGYJO]OT_]'
    )),
    'cs': ('abcdefghijklmnopqrstuvwxyzáåéíóúüýčďěňřšťůžμ', (
        'KU4596<889:8243795L:06=:BLG:HUSJhDqW1tcLG>qjNN,Z/AA=;FAB0B:<>70AV099>@JRBDA`DAQPZ@A]LUN@ZS'
        'J^+SI<=8D?>>>:;46/C=O007<>CSA=WvZQgOpVHKbIO@piLt5g-FAE1BN@1OG7KB1NH07A2>>_@Q5mGN^HHLFi>bB6'
        'g`Vk5h3FO@.AO+4P,@=B5OH9GG8NX`CROnRAAHhNOkZc!NhDXl6j.PIB5VQC2JI>A..Fe?4I7PKb9J;p?@aKiFPlCe'
        '^7jE4n/l=@:5CI<E@78371=?g.60?4AA@<BrVScakQ<n]FNDleIp4d0KKG9B8L.LD8AB2A`*?76JT!<NKj:K[ZdJKg'
        'V_X>d]Th2g-<MB4GF64C:7EA1Nb1:F/MA_7Q=mFNCGfLMiXa[9g`Vk2G,LMI2R=N2@F79<+Bb<:;9LG^F?8lB@GAfL'
        'MiXaC=f_Vj6m:74=5C=AE774:(@@G896C>OFJ>HsWTLcmS>p_Pa@mf=q6f/EM;2REN1EBC?;84bB+87EF^NP9lPM]G'
        'CLMiXaZ0f_Vj5O1IJP;NJB7JF?>E0Jh8B=8@@e:W1s1MGOl*So^ga?mO!q3k.=A?.W?@/C;;C;1GfJ3=6DZM7T<pF<'
        'HFMGGm!e^7kc@n2i,2EL.UFC3IIC@D09eF7H:HDa9S9K;:`_iE:l;d]9ibYm5o+C<19[5C7O;QDD5LjL29?DJg<E;u'
        '>/QdQEJq=ib6oQEs/m8=>6@D;AC>8260?8O22680BOG<SrVSdblRCo^OJBmeNp2f,F<E/RAC1NC>B:1>b8597=VD>P'
        '8lA8]!HLFiXaH@f_Vj/^9DDA>JEE<E=?A;3D5=<0(DMUEGDcGEUS]CD`OXQC^WMa3l.=G24F<G1M;B<90Ig?383AFd'
        '7M:rF=@NkLIn^g`6lJ!p-P6NAM6OVB7W);@D8Bj?C.>=FgAYCuYDfEnNUqaicToh^s6m0HBL9YM;)U?BI45Th26@7?'
        'Oe9E9sCEdOl=JoFh;9mO!q2i46;98F6C9?9560?6d/45C>FJ?5;nRO_^hNHkZc!:DaFl6I.OG>.TOP3PD;L<3Od55D'
        'CNX`3R7n5=_^h1Ok9c!<h:Xl3b(>HE39>;1J<DF?2H]<59>HQZILHhLIYWaGHdS!U:b[Qe.^93EA/JE7*F>@B;3EY>'
        '<6BDNV7HDdHEUS]CD`PYRD^WMb&g4M8?<@BB=B:<?<@9b58FDLV^N=MlFM]GfLBiXaZ;g_Vj3e.:KB1QCL3>D8I73L'
        '`84D9CU]5D/k:8EZdJKgW_Y6e^Ti*iD?C8IUA?G<<38,H3d3>8M>X`P;OnRO`^hNCkZcB;iaHl6!7BC?=HCD;D<%@9'
        '<CW<:;@BLTDFCbFCSQ[AC^NWPB!UL`%g?MM=GDN<ENF:;6FMb96A@@VEN>MlPM]!fLCiXaZ:g_Vj%i>C?EIGP?H:<6'
        'E1DPd9;HM?YaQSOoSP`^hNOkZc]=ibGm4^9DD2>JEE<F=@B(7DY266BD9VE8DdHEUS]CD`OXR8^WMb2_:EE.?KFF=G'
        '>@90>EZ8=/99NWF2EdHFVT^D.aPYRD_X:b,[,AA>;GBB9C1=?8;BV10:?AKSCEAaEBRPZ@A]LUO@[TJ_$pKV2BP!WW'
        'OXDRTGPWkDNOTV`hXZVvZWgeoUVrbjdUpiIt=k%QQN7WRR5R?LN5@QfJD3=CZbRTCpG6b`jPQm!e^CkcZn9_$EFB@K'
        'FG>G?AC<?F[?>>CEOWGIFeIFVT^EFbQZSE_XOc1a<G=<AMHH@92..3AH!033E9QYIKGgKHXV`FGcR[UFaZ=e,^*DE5'
        '?JEF=F>@B;.EY>0=BDNVFHEdHEUS]DE`PYRD^WNb8c>IJF&OJJ4KBEG9CJ^C9BGIS[KMIiM/ZXbHIeU]WHc!Rg<j:P'
        'HM<VQQ;RAFGDC<eJ9$B<ZbRT@pTDI_iOPl!d^OBcYn(^9DDA>JEE=F=@B;)EY><=BDNVFHDdHEUS]CD`PXRC^WMb%d'
        '?JKGEPKLCLDFHADK`DCCH-T!LNKjNK[YcJKgV_XJd]Th8c0II>=NJJ+J=DF-B?^B3B>HRZJL2hL5YX@HIeT]V3c[Rf'
        '4Z5@@=:F.A8B9<-79@U9-9>@JRAD@`DAQOY?@!KTN?ZSI^'
    )),
    'da': ('abcdefghijklmnopqrstuvwxyzáãåæéíóøüμ', (
        'KT555697799:372394F:01<:@OBAptIOlts@OM/X-@A;8D?A1F92;1:AP88:2D3QCIY]SNU][IX]/ND<=7C=:>8@80'
        '4,B<K066:@?g=AosidkRr_ns6f,NBI.@M?.TC>JF0OG1BA2R:_9WGka!ckiWGk0e.NBA.@L-3TB?<F1NF4E@3QT^@V'
        'gka!bkGVfk(i2RS>0EGB1C?<BE1Da:4>;KLb@Lkoe`fomFjo.k9A?;<K<J<I93:.>Ad,15:@?DDBmqgKiqoDlq6c2L'
        'LG5;9M/CD5GC0B[*?57OR!OTeh^;`hgCdh.g->PC/SD73U<9C@1P_2:E0S@`:XhlbEdlkXhl2d+MNH0Q>N.S@;<>0E'
        '!><95@<]P>fi_F>ih>ei2L4;:.6@;OBE74;0?@C8,5@>JGFEnrhcjrL^mr6b+AL51OIL.A9EF>20ZCB:1NQ[NSdg]X'
        "_gf>cg'J1GIO4JL;3N>@=D5Fc9A<8=>dB!mpfJhpoElp1i->K81F;F.L<2BI3HaG417@LM>ZIndMMnMCin2h+4BE,G"
        'FE2KIE1F2=HB>C>KEa?YLmE@BmlYim/O2D911N2@5F@?CA1MOI-4>COO=DlpfKhpoEOp0j=??>FD7CE>90//=9M-68'
        "98@ME?koe`gon[ko1d,E>C.QE>1RB=AD38!2<93BSG@Ufi?8GihUei/]3FGA>JDG3K?@A>7F9>=4'ILVIN_bXSZbaN"
        '^b.k.=C74E9C/Y:B384TO>825FEdHNlpGDKKn@Kp5l4D>F7OS92?(;EA3>d@<2=DCe9OnIPbiqp?mq0j0E@J1GC9)A'
        'C@DB4Sb68:7MMd;CNpfahpnEkp2f26>76F5H6I7580E9^/25A;B?>?Jlb]dljFgl3e,MN:*QLN,DF<H<2N]A>ABQT^'
        "PVfj`[bjhVej3a'@JD/:?91O>DEA6JYB=;?MPZ@9bf!W^feRbf-^<GGB*KE7*L?AB>@GV?>@DJMWJO_cYT[cb7_c.c"
        '-K=/5=?L:Q;98887[1299OR!ODdh^Y`hfTch.`+IJD/M>>/OB:DA2IXA@B3LPY;?bf!W^fdR?f+X7AB<9E@B8G:<<,'
        ';0Q08:>EHRDJZ^TOV^!JY^7[9DE?<HBE;J=>?<%DS<;=AGKTGL]aWRXa_M!a7[96E/<HBE;J=1?1>DS+-=AGKTGL]a'
        'WRXa_M!a:];FGA>:EG*L33A/@:U005CJMWIO_cYT[caO^c)Z2CC=:GAD9H;00:<CR;:<4FI5FK[_UPW_^K[_5X7AB<'
        '9E@B8G:<<(,BQ98:>EHRDJZ^TOV^!JY^-X6AB<8E?B7F9;<*:AP.8:>DGQDIZ]SNU]!IY]8`>>J:*MGJ;8B6=.CIX7'
        '+BF?PYLQbf!W]fdRaf6Z8CD>;GAD9I<=,;<CR*,<@FISFK!_UPW_^K[_3W5@A;8D-A6E9:-89@O8-9=CFPCHY!RMT!'
        '[HX!'
    )),
    'de': ('abcdefghijklmnopqrstuvwxyzßáãäåéíïóöúüμ', (
        'LT4576;87:8:3723:4@9159<9HD4qrsETmnwrMuMM1W/A;>6E4;2H>;<80AN2834H5PF@YZ[J`UV`ZO^L^/KB:;6B='
        ':=7E:/5-C=N0569C=f=?opqavkRNpetct6e,C?F.AN<-WL;JF1OH3C@2V;^9NgHiDncdnh]lHl8M7UOH<FT$?]@EBL'
        '=VM;LI<!Xd[Tmno_tijtGcMar.g/QK?.IAA-J>9AH/E^85A8XC`>HijkBpefpj_n!n.m<A>=>I>C.Q<3<0@CR,288H'
        'CDDAppqRvllvpetct5c1MGJ2:9G1UJ4HD4C[+@2/TP!SLefg=lablf[jDj0e->J@1BB71E;8CD1P]19A0WB_;OhijE'
        'odeoi^m[m*j1TOE)XFN2!F@A=6Ib;E<;!@dMEmnoIsGjsnNq`q3R7<<=5A<IBQ76;0?BG9*.CAEGGDNpq`ukluNdRb'
        's6`*?DG2NI>1@;DEA3/WBAC1QMYO?bcdSi^_ic<g:g3J+AFM3CE:/J=>8A0E]4=93W:_>@hijYodeoiFm?m0h.<F>1'
        'H:F.I=2D84D_JC77EUMA3jIl:qMGqMEoEo2L+4HF,UGE1LOE1F29HF?@>LEa@PjLkALAgpj_nHn-P2?;12I3>.D?@C'
        '=1KcH74<CKPB;mnoLtiLtnHrar/i>>>ACD;AC>810.=9N.37=?9NE>llm]rhhrlap_p1c-E>E/5B70CK>AE3:[1:86'
        'UQGFMfgh7lGclg[jGj0^>HCF>LGB5PFBD@6I;@?3&PLX:GaabRg]]gaVeTe,j.>C73F:E/O;@4>3JO=:85GBdG5mno'
        'GsILsn@qIq3l5D(S3YI=1P:=FB3@c?:2<PEe@InoGJujJuods<s*i/GDI/E@81N=>E@6Da6496[FcE@lNnJshismNq'
        'Cq2f17?86B7E7K867-E9^024BAAAB?BKkZpefpj_n!n5@+LG?*PKF,TJGHD3MZDCE?TP!RLefgVka@kfZiXi3b*CG<'
        '+PC;0DB;H@1MZD>>BTP!DLefg<kabkfZiXi/]=2BE+KF8)OEBC?AHU??7COKWMG`abQf!]faUdSd.`,J9:4N=D2R=8'
        '9873X2846QBYPIbcdTi^_icXCVg3H6GLO%UPE7YOFMB7R_IHJ?YUaBGjjk[pfgpj:nHn*X8B=@0FA<0J@<>:<CP-9;'
        '>JFRHA[[!LaWXa[P_N_+W7A<?7E@;7I?<=,;0O09;>IEQGAZ[!KaVWa[P_M_:]<GAD<KFA<NDAB>$GT?>@CNJVLF_`'
        'aPf[!f`UdRd<^>H7F>>36,PF79*BI:2;67PLXNHabcRg]^gbVeTe6Y8B=@8FA<8J@%>:=CP;:<?JFRHB[!]LbWXb!Q'
        '`N`+Y2C>A9GB=/KA00;=DQ;:<0KGSIC!]^MbXYb]Q`O`.Y8B=@8FA<8J4->/3CP;:<?.FRHB[!]LbWXb!Q`N`6Y8B='
        '@8FA<8J@=>:=CP%:<?JFRHB[!]LbWXb!Q`N`.Y8B=@8FA<8J@=>+=CP):<?JFRHB[!]LbWXb!Q`N`;]=GAE726A7OE'
        '9C*AHU1*@COKWMF``aQf!!f`UdSd5W7A<?7E@;7I?<=(;BO99;,IEQGAZ[!KaVWa[P_M_=_?<;(?MHC?Q8D8ACJW.-'
        ';EQMYOIbbcSh^_hbWfUf4V6@;>6D-:6H>;-8:AN8-9<HDPF@YZ[J_UV_ZN]L]'
    )),
    'el': ('ΐάέήίαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ', (
        'M5pAGKC27598AC:91614j95;X44F:6NIeuF]2)&uZ`_!S_!`YbbeUWYYVoV!V![X[datfjz^b_0AY>DDA.D@3=GFJ:'
        ';>>:S2A)A?<@IFYJN^CFD+RjOUTRF@3<NA<L7846-d6@0E96QC?j[_oSWU7LdIONK1EAEH9QF1<47.^6A0232ASE<U'
        'YiMQO&SkPVUSJVRVOYX!LM7@@eLRE,0NRZWk!`pTXV6OhLSRO(<9<@=UXE839.a5A5@@5NCIgY!mQUR*VEJYGFK<8@'
        'J<[H:745/GC=41:5>=@n_;sQ[Y8Me4:O1.FK@2R<C.G7I;_0L2LAHETQdCYj2BO>PhCBR91S5F4V<Y/)7E?b0O5PNK'
        '@WFh=]mIBS7Me5AO01OLP/R3U/GICB_-A9LKH2TQdFYj<>O4QiITSF@=<AM<VZ064:2A@;+4936FAi>?ECIT1Kc1=M'
        '5-MBN3P8S+E>8=]0BDJIFBRObTWh=PC+LeIPOLCO98IRRUAG72/^F85+4;KTQDVYjNRO9Ia?9@<:KGL&N@Q2CE7=[2'
        'H;HGD?PM`=UfJNK0Um7=WT1<=F=BJDM,64.M3B9@79SGGlHar>ZJ2Sk-;29/MIV7YE!5C=>Ge-L5JB<?NDkG`p3CJ2'
        'Qi3<@1.=<B4W9Z->6;Ac1DJQB;@XKiA^n8VA4Ej55C8.:GU-WBZ5LN<Fd3,KQ@APFLi[^o8FD/Sl49/62I579C;O1?'
        'EDEP5SHG@.J[Gk>`q9KG,F^C8HF=IEJ.LKO+@CC?X,F?FDAENK^OScHKI/TlQWVCA;;CIDOI9>273LM?589?*CCl]H'
        'qU0W8Ph43R5,RHA2V8Y3J<LCb->4PN8OWIh>]m7US5Tl6;N7*@9?6F?E,:@9<f2SMM=;DEIk=aq:Y=#ay^ddaXd`e]'
        'ggjZ[^^Zs[aZa_!`ifyjn~cfdAOh4:J30JNS3U=B139:>a/=;O@.;K>g:!m;CR1Rk3;@80UIV45;J/AABCd/R1B3MC'
        'ZGjC_p7MG-Ng3<IA3:59;;DD75897?C9/A61MBFKW[l@SQ4Ia9>;64K7L4N<Q0C;EB[/H+H@?GPM`:Uf6NA8Kc4=@6'
        '/NJD*QDT/E5;D]1K7KI=CSPcAXh=PD7C[2FEB9EAF/H/K(=??<U<B<BA>AJGZLO`DHE3JbGMLJ@@IMF@OSB8G3)!C6'
        '1?/3HQNbSWgKOM0F^;IHE<3EIBKK=>,584X?46ED-D=J]ORc<KH9D!AGGD;GCH@JJM=>AA=V>D=DB?CL$!MQbFIG-M'
        'fJQPM<?8<B@S@?333.DGC/<61LACeWZkOSP,JbGMMJ9398;D@S96640!@30C<2IR<bSWhLOM<SkOVURIUQVOXX[KMO'
        'B4eL6$F@NQZWj!_pTXU'
    )),
    'en': ('abcdefghijklmnopqrstuvwxyzáãåçéíóúüʼμ', (
        'Ls463687796=5727;5E:00;=;M>@rtUynpqyQrK3Y/@=<7D?>0H@;:71@L0901EDPBGYZ__UWW_VYZ/SB<<:B?<>9C'
        ':26*E>J/76;A@O9=prwSlSownSr5h+>BE1AM>.WF5IE0NH2AA3T;^7UHinncefnHgi.K-Q;C1DP-5YF@=H1QF4<;4V'
        'Ua=BjkppfhDKgjk+l,JO=2VIC/CR<CF0F_>3?9XGb>Kkmqqgiiqhkm+o4B9<9J;K?M>6;2>BG-07;C<BDCnpuujlmu'
        'lQp0f1MJI4?9K/UM5GD1CY*@86RC!OTegllacdlceg0j-=N@1HB12YD7C?1P]2@I/VA`9Wikppeghpfik,j.QNM/UA'
        'O.YE>;>1E]<<44VE`SAikppFJhpgJk1Q.<3>:A9NBA@5.0<@F924B>FHCInpuujlMQlQp7d*?H><OIH,@;EEA1.WCC'
        'C0PNZMQcejj_abj`ce.g.?EE6GB3/G?<6:0CZ7;=4S7];THhmmbdemcDh0l,=G80L<J-[>2CJ2H_K;;7BLb=ZImrrM'
        'EIrikm3N.5BJ(WHF2[SG5G38IH;F=MGb?ZNmNrBijrikm*Q2F7/2Z3B2DBBDB6IPK;5>CHQ@EnpuQjlmuQnp0l<>;?'
        'A=:@B?;04-;9M06729;N@>kmrrgijrikm0h-A@B+SC81VN<BB09[8969TRHGUgimmHeemHgi/a5H;D>LFF3PHBB?:H'
        "<@A3'MKWJO`bgg!^_g^<b/m.><22E9F/!<@953MK<666KAd?FmnssIGKsKmn,n4M;G2YS33]=5DA4=??<-4J>d=!mE"
        'ttikltkmo/n.ECL0YM3*]HBDD5Ua66=7GNdBDOottjkltGmo2j28>96E7I6K;72/E9L/42A>BA@=Lkppeghpgik3B,'
        'NK9-RLK*VN;H?/MZFFFASQ]PTfhmmbdemdfh.f*CII+=C=2U?GG97LY>><BRP!CSegllacdlbeg-`;5CC+KE8*NFA@'
        '=8FS??4BLJVIM_aee[]]e!_a,f-M==3Q>K7UA0:895Y3966EQ!O<egllacdlceg/d+6GG-O@@.RJ<E=3JWC;C5PNZ='
        'Aceii_aai`ce*[6B?>9F@@8JB=<,<1N0;;>GFQDIZ!aaWXYaXZ!9`;GDC=KED=OGAA>$FS???BLJVIM_aff[]^f]_a'
        '5!7C??9GA@9KB%=9<BO;;;>HFREI[]bbWYZbX[]5!%C??9GA@9KB==9<BO;;;>HFREI[]bbWYZbX[])!2C@?:GBA9K'
        'C40:=CO3<<0HGSEJ!]bbXZZbY!]6]1C@@:HBA:LC>>*2CP<<<?*GSFJ!^bbXZZbY!^0^8DA@;HCB;LD?>(>DQ+==@J'
        'HTFK]_ccY[[cZ]_5!7C??9GA@9KB==%<BO;;;>HFREI[]bbWYZbX[]7]8DA@:HBB:L3>/;>DP(.<@IHSFK!^ccXZ[c'
        'Z!^*[6B?>0F@@,JB=<9<BN:;;>G1QDIZ!aaWXYaXZ!5[6B?>8F/@8JB<+9<BN:+:>GEQDIZ!aaVXYaXZ!'
    )),
    'es': ('abcdefghijklmnopqrstuvwxyzáéíñóúüμ', (
        'LU573/59817=7638:5I:47<8CK=BC`NUbfUO-Z4@<:7E?>8IB0=8/AN790<C1OEHDGGNIMY]*sG<;6DD=A<@=17.C?'
        'J139<ADh>?!OODaSru6h,FBD0AME.GO5KE1NH/CB1P?]=UCCG[GAHj8K-Q7B3EQ/1ZJ>>I,R_4E>3J!aWYJ<>_A<ko'
        '5n-TPG(YHK1!VDHF1Ta<GJ<VMcCM@:@a:Mmq*p:B;=>P;K@H@490=?M/.8;<EFDBY!!=_Qos6f3LHF4Q8J-UN4ID2B'
        'Z*E73OV[RTPBBZUYei3i,=KB3HN92WA7CC/O!1BE-GD^BVRUU!DDDl6l/QNK2WCO1ZSB@@&H_EK?<T!aWAIEE_ZAkn'
        '2n/8246C9ME]?48/3<B636@?KP>DEG[OAOmq6d,>F=3OIG/?KDGA0.WACE/LTYOQMPPW??cf.B-A@E7EA8.EDB6>/A'
        'X;?<1N8Z?RAAEXEFdh-m,?EA0I:K/[A7EH2H`JC<8A]MXZ>>8`<Glp1j+2AJ.JEE/YRDAE17FH=G>ID_@X98W^AFim'
        '/o/M804Y3C3IF@DD.HKI:19BKdA@E=?bIOnq*p?B9F@H?DKD?581A<G+1<E;FQDBYPLc_cos1g,E:C.RLE1UO=BB/<'
        'Z8?64OW?FGF<>Z>=Gj1c=IEC@NHG6RKCFA9I;@B4%KSXNPLPOVRVbf0o)?<;4H9J0]A?>A2UG;=86IIdODCF<bIEPr'
        ')N2G9N3MS;3N;5GA6>a>D/6I^cG[BJEaHamq3m-GAL1XR</[EABB1S`0:D4ULbFF/D=`@Dlo3j08961G7H5K=692:;'
        '].47@?EA@=F==GY]im6h,NC;)SML/WP>KA0N[EBICPX]SUDEA[E[gk0a)=C@0L=72O=AD>5GT:;9<IQV>N5>MT>S`c'
        ',a65CA+LF8+OIAD>=GT>@4CIQVLNJMMTPT`d,f+K:;5QJI1T>;H:2LY7E66NU[QB7RRYTXeh/d)6;D0O??2SL>GB/K'
        'XBCE8MTY<RNQQXSAcg7g>?I>D4LC5VOAB%D=Z4:::PW!RTQTSZVZfj1e:K:EBPJI5SM:@8BKA3&7G@U6PRNRQXTXdh'
        '*d/@F>@5=GARL<3.9@9767F;T9OQMPPWSWcg=e-KGE9PJI9TMEHC%LYBDFGNUZPSORRYTXdh9d>:F=AOIHBSL+0)A:'
        'X3=8FMTYORNQQXSWcg*c3-EC?NHF@QJ1:+?IV9BDEKSXNPLOOVRUbf2Z4@<:0E?>8I2:187AN00;<CJOEHDG2NIMY]'
        '2Z4@<:7E->8IB:-87AN7-;<CJOEHDGGNIMY]'
    )),
    'et': ('abcdefghijklmnopqrstuvwxyzáãäéíóõöúüāšžμ', (
        'Ko06<79:88781528=5P804;8IPMDqr`lpuaPwDwCPM+W/AI<8G2A0E<2=2;AU::;2AN[OMZ[HTY]JN_I_IM],N1=G8'
        '1?><8C:47/F>m078<=HsEHrsamUvbgxLxHev8e+OGD0CK;-SJ:KG1OG2HA2=>i][GiVbgkX!mAmW[k4_-HP:29D/1L'
        '=87A/I!8B=2HVbVTabP!`@QV@QgPTe+i+SZF4LND-BD?EG2Kf?HM9JLlLFklZfjoB`q[qZ5o/l3BH82D-@9Z9383@C'
        'i237;;HpHDopOinr^ct^t^br7a/KRE8Q6K/N:6GC0@^*D85JXdYWcd;^cgSAiSiRVg(K/AZC6KH?1J>7EJ4Rf4KL2I'
        'GlG^klYejnD_pZpZ^n7G,EUH1S>5-4C;;=0Ea=<48>Zg[?fgTCGj?ZlVlUYj*R0=A2?K?E3M55;1C>I766A>NqRNpq'
        "^joN`dR_uEcs8d'NUA3TJN6QIHJF42aFGH1M[g!ZfgCafj9[l=CUYj1g-GKH2KF?.B@?;D/Ce4791:DkL]jkXdim?L"
        'o@oK]m2h-?L:4X:K+A;1?G3CeJC<7D_M`^Il8Mjn8Mp>pZDn3K+3FJ.VEF.JKD9E2:GC;A;IGiB!Ki=>hlF]nJnJ[l'
        '3O.AA.2Z1A,=9NC;8GhI?4<ANnbEmnEglq]asNsN`q/i?=Z;EF:9B@604.08M138>8BMMAklZejo[`q[qZMo2c,EGC'
        '0FAB.C>??B4@`2;76LZfGXef6Gdi5CkAkTXi1Y1BJ49H>C.F>=?;4B6;<4+BO!PN[!JVZ_KPaKaJN_3j-=J23E8F,B'
        ':C<@3Tg<<64>Jnb`mn[HFp!@rHrN`p4i-BMM/IJ=/L4:A?6>N=9.0AIlG_kDZfkoMMq=q[^o2i+GHM2XI;/DA>BA4R'
        'f32:3K_lL^MlFejoFLq<q4^o1i5;F6;L8E:H9691H9H1/601_lF^MlYejo[_q[qC^o4f*PX>*VLA/TE=LD5PcIBJBP'
        ']j^!ij?cHl>AnXnX!l.^):OB-4C:0KCBD@BG[@9BBGTaUS`aO[_dPUfPfOSd*X4+J=9H>B.F=<>:<BU;;<<BO!PN[!'
        'IUZ^KO`J`JN^(!-EM@7KAE:I95A83EY8?@8ER_SQ^_L:]bNRdN:MQb-],GNB3MCG.KB7;?3GZ?5A2FTaUS`aNZ_c<T'
        'e<eOSc+X4AI<8H=B6E=<>,<0U0;<<AO[OMZ[IUY^JO`J`IM^:]9GNB>MCG<KBAC?$GZ?@AAFTaUS`aNZ_cOTeOeOSc'
        ';a=KR;0QG<4OF>G+E<^0D7EJXeYWde*^cgSXiSiSWg)Z2CK>:I?C8G>41<=CW4=>1CP6QO!]KV[`LQbLbKO`5Y/BJ='
        '9H>B7F1<>)0BV;<==BO!PN[!IUZ_KOaKaJN_,W3@H;7F<@5D;:=-:@T-:;;@MZNLYZHSX]IN_I_HL]7^:7O<?N:-<K'
        ':8:;BH[1A6*8UaV7`aO[`d?UfPf?Sd6^::O9>MCG<KB6C*A:[5ABBGTaUS`aNZ_dP)fPfOSd6Y5CJ=:I?C7F>=?%=C'
        'V;<==BP!QO[!JV[_KPaKaJN_7_4HP=?9D.=L6459B4!+7=CHUbVTabO[`eQUg/g?Te3+3@H;7F<@5D;+=9:@T9:;;@'
        'MZNLYZHSX]IN_I_HL]=a,JRE.PFK*N8E>=3J^CD:46WdXVcdR^bgSXiSi?Vg<_*;PC3ODI)L7CEA:;!ABC5HVbVTab'
        'P!`eQVgQgPTe3W3@H;7F-@5D;:-9:@T9-;;@MZNLYZHSX]IN_I_HL]'
    )),
    'fa': ('آئابتثجحخدذرزسشصضطعغفقلمنهوئُِپچژکگ', (
        'K67T154J8TA6m;@5:FwL8?9>82890=rrd7=D39(&^`MVRn!jdVmQ[U^jwi^d^XTFQYOMrrd[bgUY8INP=96^LZT85/'
        '82MZgYNT9=.30H95bbT9=W8==KPR7H:`N!U9_C;FO[i[PVOJ6;:/)+ddVMSYGK0WR<K68lCHG4k1?6ChOOFR?B35-@'
        '7/qSb>Fe9<2PUW-MAeIF=Bd2R/IanE<IUO3D9</-ii[RI^=E)TZ!*EIiXA_Rh1B:MesdMDMS?C=?22Nn_V]bCI7EJL'
        '&B>ZHVPBY=GAJVcUJPJD@2=E;.^^PGNSAE6KQS0<D`N]V7@5,9C!i[QDPJA5/84.eeVCTY<L6DJK3A5YGUO*X-F@IU'
        'bTIOIC6@5D:.]]OFMR@D4HMO,E4]KYRE!@JC33f6MSLG68@G*4aaSJPVDH-QWI/DJfTc!Oe3E=@boaW!VE4A<60*kk'
        "!SZ_GE7DJL2B=YHVOBX'G@IUcTJOIC@@<D//^^OFMR@E.TYF.48i=eH9hL=:ANrNY_D9?:;8/-mm_V]A6?/NTU+4?c"
        'Q_YKb?P=S_l^SYSM?9;@/*hhYPW!J<0RWK0>+gUc]Ff7TNVcpGGKAI8?4=2.kk]>[`3R.JPR2@6_M!9=^.LFO[iZ>U'
        'O5705A4/dCULSX:K,EKM9B>ZH1P6Y)GAJVcUKPJD@A=E593_PGNSAE*@EG4=9UCQK=T8B<DQ^PEKE?;<8?6*YYKBIN'
        "<@/DJL2B=YHVOBX.G@IUcTJOI1/@<15-^^OFMR@E2APR'56BN!U=_0MFA[i[PVOJ8<C@;6ddVLSYGK7GMO,E:!KYR8"
        '=(<CLXfWMRLFCC7G34aaSIPVCH4LRT.I8aO]WI`)N@Q]j!R8QA6H:L./ffWNUZ@L2PVX4>%eTb[?d;=>Uao<V[GO@L'
        '@>>4jj[RY^LQ.QV?-<:fCbK:e<>:KboGKEKPH73>0+jj!DZE9@2PVJ+34e?KKMd1R:>@n`ADFB?L5810Kj[<@^8?,T'
        'ZH1?5j@f_1iA=7DesHZOYE>AL<3-On`CBc92(OTV0LCdC`GEc6@<S_m_TZGN6<4B35hh/QW]@O1UC:277JAgJ<i1?6'
        'Cfte[`A.561>:1oo`:FF9;(X]_1=8m?iI>l5C9ChvhRLE@5=2:73qqc?HN6A3@FH4>9VDRK>U+C<0Q_QFLE?/</@75'
        'ZZLBIO=A3@FH4>9VDRK>U9C<EQ_QFLE?/</@7+ZZLBIO/A#TZ!HRMiXf_RhMWPYesdZ_YSPPLTKInn_V]bPU6NSU*K'
        '?cQ_YKA14CD_l^SYSM:J57.-ggYPW!JD/HN>-E5]KYSE!;JDMYfXMSMG<=880*aaSJ>V7H1HNP(EA]KZSF!AJDMYfX'
        'NSMGDD@5-.bbSJQVDI-QWY,N:KTc!Ee266>boa?!JP7<9@.0kD!FJ_HR0OUV+>HdF`FLc/BKF`m_TZFN4D=B,0iiZQ'
        'X]KO'
    )),
    'fi': ('abcdefghijklmnopqrstuvwxyzáãäåéíñóöúüıłšžʼμ', (
        'LT05987:79880624>4F934:9AL?Bqs!xmoTqgvPvxHhsN*Z/BFA:HAB/E;;=7;AQ1;:1DIUEKZ!DaUWaYP^Y^aNQ!^'
        ',U4>C;FA>>/E:17.E@K296<>CU@Ast]ynUyriwrwyHjtw7g+FCF1@N<-RH?KD0OG1I?1Q:b?XGiRnceng]lGln[^il'
        '4d.LP>3=K+4O=<9A2L?2E@2NS_PUdfOk_bk=ZCcikX[fi5h.GT>/VGA,?I<CE-G_>ID7RDc6HhjSocfog^mgmo!4jm'
        '4m7DB>7K=D9N819+=BO1018@@KBBmoNshjPlcqlqsadPq5c0KO@8A7K/NC7@@0AZ*?64MR^NSce=i^`ibYgbgiWZeg'
        '2h,?U@2VD;.D<6FA0P`3AB/RBc;YhjSodfoh_mhmo!`jm4G+NR41S@N/5B;:;/E]=G75BG`F?fgFGCCle!jejlY]gj'
        '.S0>@>:I@G8E/5=,@AI842D?MSIMprHwkmwOFSouwKgSu=g(CSC4UMO3D?HJD-3^?HG3QVbRWgi4mbdmf]kfkm[^ik'
        '9m)MNT1NL=.J5@=F1Ed86A4W?h@^moWthjtl@rlrtNdJr5l+?MA4Z=L+C;2<G4IcMD75E[NB]Hn4sNHsJbqkqs`cnq'
        '2i)3KP.WFD1JJC<D2<GDAA5JEd@KLkCL?gpL_nhnpK`kn)N1HC71N4B1A<BC95EgH65>QJkEHprBwkmwofuRuwdgru'
        '0l<@M>GD<96>714.78c.37;7@NDDlnWsgjskbqkqs`cnq2f,FAF.GBC/CC8BA17]6=93CUHGVfh9lHcle!jHjlZ]hj'
        '-^/F9E>LEG1I??B;@FV?@0*HMYJO^`IeZ!e^Uc^9eRV9c6l-=H:2F8F+:9@3@3LJ=:64JHgE!lnMrHFrkApJpr`cnp'
        '4l-I>H2GF:.M3:F>6<N=618;Ag;!lD3rgirkbpkpr`cnp,l-MFL1ZL;/MDBKA4Mc5853FNg>JOn:sgiskEOkOs:cnq'
        '3j3>C67L8C6K758/88M0332>FCF=MlUqehqi`oioqHalo5E)NE;/TMO-QB=J@3N^G?G3DUaRWfh9mbEmf]kfkmZ^hk'
        "1b'@NI1:?:1M=CF?5JY>>9>LQ]@SbdMi]`iaXgagiVYdg.[22HB,IB6.F<=?8=CS<54>FKVGL[]FbWYb[R`[`bOS]`"
        '1c0K<;9=?36N4571;6Z32:<?R^2TceNjD`jbDhbhjWZeh0a+4NH/O>>.LBCE;1IYBCB3LP!MRacLh]_haXf??;UYcf'
        ',[5CGB:IAC6F;<>,<-R0<;=EJVFK[]EaVXaZQ_Z_aOR]_:_9HLF?MFH;J@@C<$GW@A@BINZKP_aJf[]f_Vd_dfSWad'
        '-f*NRMFDMO/89:C.GD]<79I>UaRWfh8mbdmf!kfkmZ]hk4Y3+E@8G?A5D9+<6:@P9:9;CHTDIY[C_TV_XO]X]_MP[]'
        '+[1CGB;IBD7F<41.<CR4=<1EJ6GL[]FbWYb[Q`[`bOR]`1[0CGB;IBC7F2<>+3BR<<;=-JVFL[]EbVXbZQ_Z_bOR]_'
        '4Y3AE@+G?A5D9:<6+@P9:9;CHTDIY[C_TV_XO]X]_MP[]0[5C2B;IBD7F<<?+<CR+=<>EJVGL[]FbWYb[Q`[`bOR]`'
        '.]7:ID=KDE96385,>9T>8.@GLXIN]_:dX[d!:b!bdQT_b+Z4BFA:HAB6E;;>(;BQ;<;=DIUFKZ!EaUXaYP_Y_aNQ!_'
        '6[5CGB;IBD7F1<-8<CR+-<>EJVGL[]FbWYb[Q`[`bOR]`4Y3AE@8G?A5D9-<6:@P-:9;CHTD.Y[C_TV_XO]X]_MP[]'
        '6[5CGB;IBD7F<<?8%CR<=<>EJVGL[]FbWYb[Q`[`bOR]`7`+HLF.M;H,J5A;87GW@A72JOZKP`aJf[]f_Vd_dfSWad'
        '6a)IMH@OGI(LABD>B8XABA8KP!LQacKg!^g`We`egUXce+Z3BF@/G@B.E:;=6;AQ:;:<D0TEJZ[D`UW`YP^Y^`MQ[^'
        '4Y3AE@8G-A5D9:-6:@P9-9;CHTDIY[C_TV_XO]X]_MP[]'
    )),
    'fr': ('abcdefghijklmnopqrstuvwxyzàáâãåçèéêëíîïñóôûüʼμ', (
        'LV473/::92:=743595G;46>=BMBAIsqyVmf9wvw=eystyRwO.Y6A>;5G@>0IB1=0:AG1:;-DIOFIVYX``TM?^]^LL`'
        'Y[`Y^^0oG<:9J>:>2G9/5->>B0869?@N=>loRvvIcGtJRb:voqvoNt:g+F@D0AM?/WF5KF/OG2AA5R:]?VdHfnnaZ8'
        'ljlZZnginHll3K-Q;D1DP-2YI>?H/ID4F94TY_FYBihppd];nln!!pFFpinn,m2LKC*ZFC19UDHK2T[?>O0XMbBMjm'
        'kssgM:qpq__smIsmqq(qAJ@DFRIJARC;<0FFR6/;0CGEFInqowwkdVutudKSqswquu5d2LIF6R9I.TA3@C0AR*E=6O'
        "TZQTadckk_X8igiWWkdfkdii1h-?MA3HB62XD6A60PV1AE0S@^:Wehgoob!8mkm[[ohjIhmm5j/INK'WBN0YB?=?3F"
        'X<A><UK_CCgjKppd@:nmnD!pjKpjKn1Q7:7;.?<JFP?4:.;?6604D:PFBEjnltthH@Lqr``tLotnrr5c+?G>5PIG,@'
        ';DFB1.QBCE2NRXOR`caii]V?gfgVViceicgg-G-EAH6SB3/G@C6B/@T8@>7Q8[@Gcfdll`Y@jijYYlfhlfjj.m.?G@'
        ',J<Q.]B1EL2I[L>=9F!NA!jHlttgC<rpr``tJotmrr1j)3OL3WFD1ZRE=F17GF>A?JE_@YgLhpLd83LmnK]pjlpjnn'
        '+L2E723Z3B2JE@E70GPJ;3=APcAEjmPttAP8rpP``tPotPrr1l>@9?>H;C8B=25.?:N.79-;@O@Ailkssg`Lqpq_Cs'
        'lnOlqq2g,FBD.TM70WO==F/;U8>4<CV?GVdg@mmaD5kjkZZmgimHkk6g<OLICUNL:WPHKF?OAFH<$RW]TWdgfnnb[M'
        'ljlZZngingll2n/@>8+F9G/]?>4A2UC:;99DFcELknLtthL8rqPJ`tnotLrr(m2I;O3ZT83];=E@5?J?717JBc>]jm'
        'lJthNArpr``tmotmrr.l.H:N1YK70!EBBB3TZ15;5WMbABiMkssfI1qoqI_slnslqq/l6:=71J:I6!>:;5I=N*77D9'
        "N?C?iOkssfHCqoq_JOlnslqq5D-NC:+SLJ-VN=J@2MT1AHAQU!RUcfemm`<7kikYYmfhmfkk3b'?GD1O?92R?CFA5J"
        'PA=;=MRX@R_baii]V4gegUUibdibgg*`=6EB,MF9,PHAC?5GN?@9@KOULO]`^ffZS:dcdSSf`bf`dd/c,K9:1PAG7S'
        "B7:823Q29=8BRYOR`cbjj]C9hfhVVjcejchh/b+6GD/O??1RJ;F=3JPA=D5MQX<@_baii!V3gegUUibdibgg']:E3/"
        '9JDA<ME>A<=EK<3?>HLSJLZ]!ddWQCb`bPPd]_d]bb,[8C@=7HA?:KC<?-;-I0;=;FJPGJX[YaaUN@_^_NNa[]a[__'
        '4Z7B?<6G329JC;>1:B+9;2;EJP3JWZYaaUN@_]_MMaZ!aZ__5[8C@=7HB@:KD<?:%CI:<=<FKQHKX[ZbbVOA`^`NNb'
        '[]b[``5[8C@=7HB@:KD%?:<CI:<=<FKQHKX[ZbbVOA`^`NNb[]b[``<c%KHE?PIGBSKDGB-JQBDECNRYOR`cajj]VH'
        'gfgVVjcejcgg7`=H8;=N6E?PIAD.AH4-:)ALPVM<]`_gg[TFedeSSg`bg`ee,i;@9:0C6G@X@4:66>>04.CAC^UAfi'
        'gooc!Nmlm[[oijoimm4Z7B?<6GA?9JC;,9:BH9;(;EJPGJWZYaaUN@_]_MMaZ!aZ__8^;FC@;LEC=NG$B=?FM=?@?J'
        'NTKN[^]eeYRDcbcQQe^`e^cc+Y6A>;5F?=8IA:=--AG8:;9DHOEHVYX``SL>^!^LL`Y[`Y^^/jGROLFWPNIZR$NIJR'
        'XIKLJUY`VYgjiqqd^Pomo]]qjlqjoo+_29816L9C>O<865?G74@1@J9UKN!_^ffYSEdbdRRf_af_dd2Y6A>;5F?=+I'
        'A:=8+AG8:;9DHOEHVYX``SL>^!^LL`Y[`Y^^.[8C@=7HA?:KC<?*0BI-;=;FJPGJX[YaaUN@_^_NNa[]a[__-[7B?='
        '7HA?9JC<>+;BI:;+;FJPGJX[YaaUN@_^_NMa[]a[__2Y6A>;5F?=8IA+=89AG8:+9DHOEHVYX``SL>^!^LL`Y[`Y^^'
        '4[8C@=7HA?:K1<-:;BI--=;FJPGJX[YaaUN@_^_NNa[]a[__(Z7B?<6GA?,JC;>9:BH9;<;EJPGJWZYaaUN@_]_MMa'
        'Z!aZ__2Y6A>;5F-=8IA:-89AG8-;9DHOEHVYX``SL>^!^LL`Y[`Y^^'
    )),
    'he': ('μאבגדהוזחטיכלםמןנסעףפץצקרשת', (
        'L5Q057748A877=7T1J84>c5b<191A)&{V[[[XR`aZQfXbY[WZ!f!ecXU[[4%a;@@@=7FF?7K>H>@<?AKAJH=;A@:Rr'
        'I>;<7.;G7,G4>7718L!7!C71AE/Nn4>D<3-EC=-Y4U>G5=DXOXI;0D?+Nn5;G;4-HSC0X3U?A7?GXBWUC0DG.Mm9@?'
        '@3,BRF,X:H@;9FNWDW>;26C%Qq2<EA?4K>E8[<D;PDJE[?Z>?9AQ1Uu489;>3?B98R4;6.26AG:RK70E8/Jj68BB60'
        'O9;*D:Q6J9?KTKTRG.JJ0Ii9>B1<(CNA2T6P<B=:JSJS;A9I:/Oo4@=H4-TIC-Z:V:567PZPYF</HO-Pv6;;>55AE8'
        '3F68;<2:KR=8A56?07Ef@EE6<,-K=3PCL==95F55OMB7F0/Pp39:85.?U9+KHA;F3;QZ@ZX:7@F#XySXXXUO^^WNcV'
        '_VXTWYcYb`USYX7Oo23<=706J5.Z7VM>394Y:Y>70AH#`~[_``!Vee_Vk]g^_!_ajajh]Z``AQq6>/0319L3+!<L=Q'
        '@9R[?@@6:CK/Nn4<GG;/S=0-Y6I7@3GEI:XI17NB6OoJCOF<%AUN:Z=GFOKNPZPYWL0C7#UuPTUURLZZTK`R!SUQTV'
        '_V_]ROUU;Mm2>=M4-<G:-X9TB>97NW?WU<,A9#VvPUVVRL[[TL`S]TUQUW`V_]RPVV(Jj?I:J?3OPI0U?Q<JFIKU/T'
        'RG0JJ.Qq6<JC3-?V7,[6X9D78J[BZBH3?Q0Rr64676/?;9,<:B:B8:L4<BC9EBB5Nn>>GN:5SS<5Y3U>@7F&XCXV<<'
        'N>%Pp=?PGF8UBN0ZFWAOFOGZPZXF;PP'
    )),
    'hr': ('abcdefghijklmnopqrstuvwxyzáãåéíóüćčđšžμ', (
        'LU5697;88:78253792N;16;1CLH;rxUoxvvT?s?FN-!-AC=7E@D6;8<;.8?V98;==/VLDZ``W`^^TE[HJ^,SF?C6D?'
        '===9836-D9L/;6;<FSD<qvvnSttS>K@at6i+FCE1@NC0<F7H91LG1@A0=?cZQGmmdmkGaFhUXk5i.NP@.>M0,H>=:E'
        '7Kc4E?2>XcEPglldlEjaRhUWj4m,IUC3VQJ/@J?E-0Fh92G;HKgDJkqqhqooeVlY6o+q=BB8?L>J@995-2A@l282;:'
        'DQJ9ouulussJEp>`s6i2NPJ5C8P.HE8GD1Bc*;8/JXbYPfllcljj`RgTWj0k,=RB3GC=2B<6BG/Ne0CJ53@eDRinnf'
        'nllcTjWYl0i+NPJ1R>P/HE:<;/Cc79:6<XcY<fllAljjaRgTWj)S>=:@FC@DG-96<1B>R829H>bRcApvvnvNtI:SCN'
        "t9p.LW@'YKW9OEEEF7:jL/?5H_j`LnssksqqhLoE^q5P-KKS8OK@)HKC=J+Hl9<A7<CkKYouulussi[p]`s4m->G=2"
        'W>K-/<;B<1GhJ2<5E]LLKHqqLqooeWlLHo4n.5LP)LHH3@KDEG-;MH9I>JGhBVMrMErppfCmZ]p3r/C;04[4B16CBC'
        'E.KlK/6>CPkCDouulussiCpD`s(q;?=?@C:DA?7381?:P376C6FPJ<nttltrrL:oPGr3l,H@G0UHE*CH>C>1Af:2@9'
        'M[I!SjooIomJdUkXZm+^7CF?9GBF1=:>=:2A4;://@MXNF!bbYb``VG]JL`4p.@B33G<I*K<E=94DjE394@IjODntt'
        "KPrrhFo?Kr8r5NOS8OV=7='<2B;Fm:D/;<blHZpLvmvttj[q^`t2p+FEQ5YT<0GF?E1.Rj33D5@MjIWMssksqqhYo!"
        '^q2k56A6;F5J?<777/D8f.24B=GKG8KoofommCAj@6m;p-UJA/YTW/BE?OA6Rj(:OIQ_j`WmssksqqhYn[^q0d)=KE'
        '/7=51C@CB?4F^@:B<ES]=Kagg^gee[MbORe+^20F@2HC4->;>=::AY;;=@@NXOF!bbYb``VH]JM`,b-GI63KFI3:78'
        ':53;!4>A4CQ!RI`ee]eccZKaNPc4j+:QK/SDD+IF:I80Md9FI9KYdZDhmmemkEbSiVXk+]6BE?9GBE7<:=<,90X0:<'
        '??MWNE[aaXa__UG!IL_6^7DF@:HCF8>;>=:%AY;;=@@NXOF!bbYb``VH]JM`6^7DF@:HCF8>;%=::AY;;=@@NXOF!b'
        'bYb``VH]JM`*^1CE?9GBE7=:3/:9@X::=3?M4NE!aaYa__VG]JL_4!5AC=7E@D6;8<;++?V98;==KVLDZ``W`^^TE['
        'HJ^,!5AC=7E@D6;8<;-8?V-8;==KVLDZ``W`^^TE[HJ^4!5AC=7E@D6;-<;88?V--;==KVLDZ``W`^^TE[HJ^3a)FH'
        'B.JEH-@=A@1<C[==@BBP[QH_dd!dbbYJ`MOb<j2ORK1SNR06)JI.@MdGFI59YdZRhnnenllbSiVXl7_&DGA;IDG.><'
        '?>;;BZ<<>AAOYPG]ccZcaaWI^KNa9e2KMG1O@M3E(?>3A4`;B8?4U_VMcii`iggAOdQTg@h,MPJ<RMP+GE2G*DKcED'
        'G4JXbYPfllcljj`RgTVj4!5AC=7E-D6;8<-88?V9-;==KVLDZ``W`^^TE[HJ^'
    )),
    'hu': ('abcdefghijklmnopqrstuvwxyzáãåéíóöúüőűμ', (
        'JT468696890:1734=6K:24=<BLI<CqT=G?HAHRvN.Y/@B;9D=B/D;:=0;@S9::1C2QB<>Z_@GDGLLA_]-QE<?8C>:;'
        '/<734/E<Q284:A@g@;TptVQH]MbWtr1f,F?D/AD>/QD?BE2MH3CA2>>]FI7gk>T?CXGNki3e2LNC/AI0.Q@>;A4MF8'
        ',G5OV]NHKfkDEATEYNki0j2QS@5UIG2GM?DG1@d@BL:JGbE5;kp5:=Y]^)pn2l9A<<AG6A8D3081?Af.5/9=F@B==m'
        'rSZWZ__Trp5d3KMG2C9M3PG9HD-L^+A96NU!MG;ej:SC5W:=jh0i-?QA.IG;2I>;CH2Pc3FF2CF`2L8jn@J;B[!Qnl'
        '3e+LNH0P=N/QG:;=/D_<:9>OV]N<8fk8S?S=:Dki(R2<@/>F6PDH78=2G?H988@CQNK@DpuW^D^bcXus-b.A970M>K'
        '5BED<>52!;?84>SZK;5chJQNQ:?Khf-L-?JL4KFB/G<?:C1Gc8A;3B=aEL=jo@;95!HRom0k/>K91U;H,L<2@G4HeF'
        '?;7@[M>N5lpA<AC]MSpn0h,2>F0FDE0IFC<E1:bH=F>EF`EF5iJ3BBV[DPmk/O0A926W2A0H:?B@8MfI?3=AJd0?:m'
        'r8[F[_`Urp1j@>G9ED9@C?4/3-=?L/38>7@LK=OkpRYUX]^Rpn.f-B>C-PD=1FHCAE28`7;8:FVGNH7gk:FQT@GNki'
        "2^:DF@>HBG:I@?B=5E6>?1'GNUFAC_cELILPQFca/k/<>:5?9E-M<D<?4RJ>785>NcGB6lq@=:;>DEJn0j3J>I7UI;"
        '2V?CAG7?d@=::=HbF(:Cp=CCX]CApn,M2EBL/LI:0L@<BA3Kd7<:7DLb?B4kp2?>=IAFpn2h27=87E1E3A9672F=b/'
        '06G<Y?@=@inPWSV[!Pnl1e,KD:0OIN.@G;B@2C_E?ABNU!MH0fj3D@SWXCjh1a(=IC/K<70L<BE@7H[A<9=JQXID=b'
        'fHOLOSTIfd-_53GA-IC7)JA@C>AFY?@@CHOVGBD`dFMJMQRGdb/e0L?>2PC?2Q9?C?3M`F7G1=V]N8+fkDTQTEYNki'
        '2i0@RL2JHR-J59D;8Ic<318GZaRH6jo6<6>!AJom?jG<D8KU4SG8918+L=d*98O:[bS7OkpRYUY]^Rpn9_<FHB@JCH'
        '<KBAC?$GZ@AADIPWHBE`eGNKNRSHec5[8BD><F?D8G>%?;=CU;==@ELSD>A!aCJFJNODa_8hAFB=HR3QDF7*83J2b4'
        '02B;X_P3MimOVSVZ[Pmk2c@8@>CMGL?N95?);J],D6G2T[L7HdhJQNQVVKhf+c=B3>;=AL3O<8<,E/]6:;A?T[L>Hd'
        'iJCNQVVKig=c@3LE9N6L?N3.;1E7].>D?@T[L,HdiJQNQVVKig7`=GI7@JDI<)B7;3B1Z33:DJQXI0EaeGNKNSSHec'
        ':`6GIB@J5I<K3,7?BGZ-3:D0QXI1EaeGNKNSSHec$lISUODWPU@XAMPANTfLEMQV]dU5QmrS[WZ__Trp5[8BD><F?D'
        '8G>=?;=CU;%=@ELSD>A!aCJFJNODa_3Y6@B;9D-B5D;:-9;@S9-:=CJQB<>Z_@GDGLLA_]'
    )),
    'is': ('abcdefghijklmnopqrstuvwxyzáæéíðóöúüýþμ', (
        'Kq45<89779=:2727;6M:/3C9HhDM7ah5ZES@OeEM3Z.@H?:C?B0A9;:90AS8790A1QDPDIQ9CAJAZNP!,SE=E8>;;>'
        'AD906/F>N.77=?LNDHN_g<7E`KpdRs5g+MUL1BLO6NB8G<2NG1A@7<@^F]B9^1P6@3G[]i4b1HQ>2KG*6J<85A2J[2'
        '@A2IWYMXLQY<K>RIbVXe.h+NWA2GFQ19G;?@6Ca:4G:C]_?^RH_3Q5H:hH^k2k=@H?>B;F5H54:/>?d/.3@9I?1MUZ'
        'bDTC!Ck_Fn4e2KSJ2N=M39D7E<3?^+496LZ!O[C@!57?:=eY[g.g,>V?3GF<9>A;D@6Oa1;C43H_;]GW_3P6X;g[Hj'
        '3e+KTJ/N<N3MD4><0C^9B::<Z!P=6DE5N>8CeY[h(M:=BA=CAKCK:59/B=C846E@`CHaU[bK5H!Kk_bn<h(DWD6QMQ'
        '5EGIHG;4aFFG0O]_S^:W_7Q2?3h!^k0N*IMQ9MF@6>;:;=7Gf8;12<BcAbVMc7U7D8lGbo2j.@H:2=>K3@<3AE6GdH'
        '612E_bHa=HL2T7L:jDam2k,6LJ1FGH)DGD:E7?IF=?<DIbFa:ZF7T;ECk_an/N0CF/2F1=8?8>A:7EeG069ANcGbGF'
        'J6U@N<l=bn3hBDVCDB2BD<535-;@I,36?;>I>=RW_DQOXOh!^j1e-??D/NJN4ADB=D66^6791DZFE[<<B5N9B7eY[h'
        '.]8DLB>GBF1E=>><5E6;;0*ERUHSGMU=GDND]QT`+m/>O<5A9@6J:?<<<MO;53CCbdHcG=F2=8>6KaOo6P3BOS4KJ='
        '89)<F<BBg?8.3:ceIdFGI6W<^<nGdp/l.IFR8MQ=6ED@G=7Tf48;3Lad@ECNC+V;@9laNo/j>FC>=D>FBR==.2IDd)'
        '43CIKbJaJZbJ6R[Rj_am;h+OW<+RMQ2PH>I>4Pb4BG=P]`S^R1`2RA9Oh]_k._(9ND/ID54G?@@>DGY=7?8GTWJVIO'
        'W?IGPG_TVb/`:FOE.IEI@H?.@2DGY>=?BGUWJVJOW)IGPG`TVb3d0J;>5MAM=(;:;;>:]04?FKY[OZNS[?>KTKdXZg'
        "'`.FOE@IEI1H?A@?7HY>>?BGUWK84OW?IGPG`TVc(e@9T?>N9NFM:1@7JB^10=GLZ!PDOT!<=LVLeY=h1d>JRIDM=L"
        'D5CE7+HK]57.FKY[NZNS[C,KTKdXZf/!3CKA=F3E=D/63;ADV/253DQTGRFLT6ECMC!PS_-n3<!=>W=LNL46+4KAg9'
        '/86?ceXdX]eMWG^LnbNp.g)=UL=@L:0CA==FKN`D@F-8[^Q]QV^APNWNg[]i-g6:V?GE<?CE7000L4`328I5!^R]QV'
        '^FBNWNg[=j6a<HP<B/7JBI4.1-FI[472CHVXLWKQXA7HRHaUWd2g35V7:P4PCB5440L7`/22I9!>R]QV^@PEWNg[]j'
        '5[6BJ@<E@D<C;<+:@CU+.:=CPSFQEKS;EBLB[PR^9_6END?49H?,>@?3D6X0,>AFTVJUINV?6:PF_SUb4_:END-HDH'
        '?4>@?>DGX1=>AFTV4UINV1HFOF_*Ub3Z4@H?:C-B:A9;-9>AS8-9<AOQDPDIQ9CAJAZNP!'
    )),
    'it': ('abcdefghijklmnopqrstuvwxyzàáãåéìíóùüʼμ', (
        'LO463/887<7@753815C:16;=BMBApsyUotpsuQyO.V/5=<2F?C0MC9?32BO0<<4FJVHGW[``V!X[][`^*PH=;9E@;?'
        '9F<07-C?L187<?BT??orxxnsTrtrxv5d+;?D1CL?.ZQ7LG0OH1BB2S;c9TeHnndiehjHnl:L.S3D1EQ0/_G?@K+TL5'
        'II5X!hZYimrrhnjHomrp/j/UHD)ZKI,MVDHM2Ib=JO<YMiAMknttjDknpntr*l;D;;@Q5L>QA.;1=DK117<EEQEDmp'
        'vvlqmprpvt6C1LHF5C:M+WN:AD1BY*@86PT`RQbekkafbegeki3f+=MG2I?5/]E5H71R_2GL1VBfBWgkqqflhkmkqo'
        '2c+OJI.S?P-ZP;:<0B!<I95SWcU>dhnnBiFhjhFl,Q.;298@:PCQA6:/6?D744>?KID>lpuukqmMrpus4]-<C;9MEI'
        '.=9@E@1+U?BB1LP!NM^agg]b^acage-a-=CG6EA40BA:6?0?Z;==3Q6a?RbfkkagcfhfFi/k.AHC+K>N/aA.GN3KcM'
        'I=9G^PK[lLuuPpLLqous1f+2?K-VEI0!RC:E16FE@K<JDe@VgJpJ>kgjljpn1P/G701O3B2EF?E=.KbJ?0:BKiAAkn'
        'ttjoLnqntr*k?B9CAH<EIC>280@<Q,8;B9CQDAlpuukqmprpus1c,@>D-SBF0YP=BB/6[6=?7RVGGSdgmmGhdgiGmk'
        '0]5HDB>MFJ5TJ@F@8I;@C4&MQ!ON^bgg]c_bdbge6j*@<33F:G.a@==@1Vc;=86DIiICkottPpIoHLtr4h1H5M-LK7'
        '0^;:F@1=E>6-7?AgCYilIrhmjlolrp1I+CCN0YK:/_FACB1Ta1:74X!hEB?Mssinjmomsq2e16948F7I7K<781::^.'
        "25A=DG@;fKooekgjljom5C+NB9,SKO-YO<K@.N[EHHBRVbTSdgmmchCgigmk2^'?EC.N>;2U?AG<5JWA=:>NQ]@O_c"
        'hh^d`cechf,Y71?>+HA50OE;A;:DQ;>4@HLXJIY]ccY^Z]_]ca-_*J784O<K7U;99;5KW6?33NR^QO`cii_d`cfcig'
        '1C,8GF.QIB-WN?I<3LYCF@6PT`B1bekkafbegeki#`>KGEAPILAVMCHCBKXCEEHOS_QPadjj`eadfdjh+V5B=<8F?C'
        '8MC9?,80O/<<>FJVHGW[aaV!X[][a_5X6C>=9H@D9ND:@;%CP:==?GKWIHY!bbX]Y!^!b`5X6C>=9H@D9ND%@;9CP:'
        '==?GKWIHY!bbX]Y!^!b`(X1C?=9HAD9NE30;:CP3=3@GKWIHY!bbX]Y!^!b`$!:GBA=LDH=RI?D?=GT>AADKO[ML]`'
        'ff!a]`b`fd-W0B><8G@C8M3:?,1BO:<<?/JVHGX[aaW!X[][a_.X6C>=9H@D9ND:@)9CP+==?GKWIHY!bbX]Y!^!b`'
        '$[9FA@<KCG<QG=C><FS=@@BJNZLK!_ee[`!_a_ec4V5B=<8F?C8M19,98BO,0<>FJVHGW[aaV!X[][a_3U4@<:6E>B'
        '*KB8=87AN8;;=E+TGFVZ__U[WZ!Z_]3U4@<:6E-B6KB8-87AN8-;=EHTGFVZ__U[WZ!Z_]'
    )),
    'lt': ('abcdefghijklmnopqrstuvwxyząčėęįšūųžμ', (
        'MU35<7;:8;8:1037?4y826=4KQKAr?]wU;hX9N(_4AH@<HAG7@;;>:9Ba;,=>@W]IGZIE_aHP@G_1xL=C9HA=B/=82'
        '70E>z1,97=UUU>rI^xzCUXNx8m+GBG3DOU/FI6LH0PI2EC1;ejDUhH>moVB4Um5h0KR@-;K,.I?<;D4KkDA@;J`fRP'
        'cRNhkQ2@Ph8n-PWH1WPC.OF>@C-Qp9FL6Efk;IFX:FpWC71n9q>@C<NG8I8A521-?@s.418=hNM;l7WqsAbQDq6i.L'
        'SJ7R7Q/JF;HE/Al*B85KagSQdSBilRZ9Qi5l+>UC4HN?2FD6FD0Dn0>;62Ii@TgV@lnUB6Tl4i*KRI0Q<P/IE;8D0B'
        'k=8<2BCfR;cSBikRY:Pi1w5=A;3F?NN0.7:06>y727=@nt`AqC!wyDg7^wBq*SZI6YSJ4QDMPL)9sDIO4RhnJYk[>q'
        'sZB4Xq:q(INL8NIC1IN=<M/Gt59=58Fo?Nl[Eqt@J8Yq9r)9N>4Z=N,E=JBC2FtG?<9EiN>Zl!=rt[b5Hr5o+3XO0K'
        'FG1IKBDG-8qG>E:FHl<WiA6oqKK<Ko6O-C<17[2F/?7@CM0TtH>3=@io?DKK6OOIO4Zr,tAAG?MF>JF99371N;v4):'
        'S9lqPCoPZtvJeTPt2l-NAF/GNT-<B@B@0Fn3895FdiVTgH6lnU@FTl*^3@G?;G@F5>::=98A`96<+?U[HFYHD^`GO>'
        'F^7r+=B:5E:H-S9C9@/FtN<94Bjp9Nm!7rtGI5Kr&v0J_P7RXG5P9?IB;BRDI6<>msN^JHJvx_f@]v5M+ELQ5YKC.J'
        "@BEB0Sr19N3>hnAXkZ@prLF1Xp3o66G7=C7K<6447298q.14N:gmY9jBUoqB`PAo6q'SI@1ZSY-RM=PM1TsM?ODRio"
        '[Yl[9qsZb=Yq+`/5IA4IB1/A<=?<3Cb<8>?AX^JH[JF`bIQAH`._.,H?;GAF.?;;>:9Aa:7==@V!HGYID_aHO?F_5f'
        '8@O6CO:N=972<1==h21-?6]cP8a=Lfh6WFAf5i-8RJ1R>Q)JF=H=2Lk7BA>Kag?QdSBikRZ1Qi)b7DKB>JDI91>>A='
        ';Dd=*@@CY_KJ!KGbdJRBIb<j/MSK6SLR%KGGIF8@lFCI5LbhTReT@jlS[<Rj*nCDW7KW@VE-J@M3HPpB)@MOekXVhX'
        'TnpW_NVn$b7DKC?KDJ:C>>A=<Ed=:@ACZ_LJ]LHbdKSBJb*^3@G?;G@F5>:+=98A`96<=?U[HFYHD^`GO>F^5i/KBI'
        '4QKP+I3E;?5Kk<A/32`f;QcSNikRY9Pi:e:GN:BN:M<E9AD-?Hg+5CDF!bO*`;KegNVEMe#}R_f^Zf_eTJYY!XW_~X'
        'U[!^tzgewgc}~fn]e}9k.MTL2TMS&LGHJ=8NmG=I9Lci;SfUBkmTCLSk3^3@G?;G-F5>::-98A`9,<=?U[HFYHD^`G'
        'O>F^'
    )),
    'lv': ('abcdefghijklmnopqrstuvwxyzéāčēģīķļņšūžμ', (
        'Ky36;6=98::81/28=6T826:4MPP6vK?IkHDSE?aSM&b3@E=9F@E6?::<9<A]96<9?W_[B_?KGSENLIEJJ]-zI=S:MF'
        '>@0=9473F=u3,98>owt?wXGJl^MGFFPTu7p+NGE1GNC/>H9JG2OH1@B.;emiPm9H?aC!HWSGXk3m6KPH+:K<*J?<9D'
        '4LhD>G2AbjfMjAVR^<YWTPUUh9q.OUA/VP@-BB=AC0El6<D3DfnJ:n7ZAc>^!ITZ0l5tC?>=GM>B58650-@Ao113A<'
        'iqn?q>JYFXF:G2N!o8l1IOG4P9O/HD:FC0@g*=74HaieLi=T9]AXVSATTg7o+>RB7GMA4B?7DF1Ni/>D12GkGOk7W;'
        '`C[?V?CWi4l+JPH/P=P1AD:8D.Ag<7=1Iaie:i:U<^PYVSOTTg1wA=D7.E=HH0-6<2A>Q646F>ltq?t?E!i[QM=CM_'
        'r=s%QVN4WQH9PFKMJ87nJ=M4PhplHp?!=dH_]HV6[n?t,HEH8MHD4BI<;L2Eo5*;2:GqnUq:]DfEa_[CM!o:t(>M<4'
        'M@M/B<=BB4FoL9;2AiqnUq6MEf>a_!WCGo7r*3VF.E?E1BADBD3<mI8C4IGolRL4A=dC_!YJCZm8t,?=16M2C1?6>@'
        'A6AoG8338iqnAq:D?f<a_!GG]o1s>=G9J@:AAA4/3-L7n/44@6hpl>pI[XdVLG@K[Kn2m,DBC1R=B/;?BCA3Ah5:93'
        '=bjgNF5V6_:ZXUP=Vh+c5AG?;HBG8@;;=;=C^:8(;@X`]C`ALHUGPMJFLK^<u,=:84D:J-E:@<@4IpA591=jrnIr3^'
        'Bf:J_!C?]p&y/E]N6MWI8H8@FC;CtEC3<>nvrYvBbPkDec`!aat7L/FE>2WQB0C:@@A1Jn/4H.@hplSp3KAd:_]ZVG'
        "[n'u9:I;AY:GAD;932OCp44:L>jrn;rEGDfIaNJB]Np9s(QV@2WQV,@K?MC4RnE?M6GhplSp5!8dB_]ZV[[n)e62H@"
        '.IC.9B==?<?D`<9?<BZb^EbBNJVHQOLHMM`6d6%H@<ICH9A<<><>D_<9><AYa^DaBMIVHQNKGML_-c4AF*:GAF7@;;'
        "=.=B^:7=:@X`!C`@LHTFOMJFKK^4o1;RK1SAS'@GBIB7Nj;;I5>dlhOl:X<`6[YARWWj%d6BH@<ICH9A<<><>D_<9>"
        '<AYa^DaBMIVHQNKGML_3qB997H7=UEF>/9,KPl-96H<fnj:nNHVcT]=7TYDl=k,IOG.PJO+HDCEC5KfC@E0<`heLhI'
        'TQ]3XVSN7Sf4k<?<5BOIN?88090DJe,?6B?_gd1gHSP3N9=:NSSe=k<INGBOIN%HCCEBEJfB?E,H`hdKhHTP!NWURN'
        'SSf1l=076?PAO@H<2=+E>f1@6C3`he6hIBQ]OXB>BTTf;j4GME1NHM*FBBDACIeA>95F_gcJgGRO[)VTQMRRe8g-EJ'
        '59<EJ2;79:9AFb66A*D!d`Gd;OL8JSQ<JOOb<k*INF4OIN8>CCEB=>fB;E*H`hdKhHT?!N;UR53Sf7l1JP>6QBP4I;'
        "?@D5Lg=:;'7aifMiAUR^P7WCOUTg:i:=L.@5GL9F5590C2d.30@<^fbIfFRNZLUSP=QQd<j.9NF;OIN+GBBDB2=eB?"
        'D/G_gdKg1S>!3WUQM7Re3b3@E=9F-E6?::-9<A]9,<9?W_[B_?KGSENLIEJJ]'
    )),
    'mk': ('μабвгдежзиклмнопрстуфхцчшјљњќџ', (
        "M4M56.88;M<83546:6;17>9:@=@:UFvD)&yQ^W][TkaSUYXTI^UUW[cdece!rhyh5'_7D=C@:PG9;?>::C;-=AHIKI"
        'KBXN_N+WuM>9<7FK<@935-B80:7>@?EBB8n<uE=Nm+R;QO._U/I9L;1R1IK/WXYGYF:!m!8Ts.WQBC1d[1FDRB+W*8'
        'HI!]_!^Ilbsa2Om+@1Q=2_U2>6FH.R0EK6WXYWYAf!m!2Qp,UEIQ1bX.L@C.0T:4N9YJ!Z!Si_p_-SrAB6=:Jc;E95'
        '.0C?0:0CJH@B?6QMQH<Ge5:DIG/WN*BEE(9JAADGOPQOQI_TeT7Ki*8ACK1[R+F;H70N8EH?STUSUCcDiX(TsE=>>A'
        'AK?C55<1@=717CAH@>D3NRNC4Ts-X;WM:e[(OA?I.K9<?6OOO]GKlbsb4Qo->B>>.FK,=OB81EK4<5YH[YB<h^o^7R'
        'q-5BUS(cY2MQPH1=I9O>LL]BL?j`q`0Ts.EC406dD2;AEK.LI/4=!G?BCVlbsC(Sr<?3<C@J?B9371G:33:IADJ<GA'
        "kEQC8Ml+QJPN.^T.;?KC0Q70@5VGXGC<e[l[4Sr.B?=3,LI/<D;91IN496FIAFDIkarI6Ut4I?XU4e!4'=6@9I<L.="
        'O^`]`Imctb3Sq*L>LS5cZ0A@H3/I04P5[MM[]Lk`q`1Mk45:59;6:?667/B9/34HBCB?@<eJkD;Ji0NGMK3[Q-E;HD'
        '1B*:@/STUSBLbXiX:Ji*NGMK/[Q.EI:D-N57<3STUSULbXiX6Ih/M6LI-YP)>HGC=L;DF/@RTRTKaWhW7Kj-OANK.['
        "R.+JI0;NFFH7STVTVBcYjY5Gf0K4JH4XN1);>=66:B46PQRPRI_UfU3Mk'G>GC5]D8<AA:8?>092UV?UBOe[k>9Db&"
        "GAFD=TK<>BA>/G>>@3LMNLNF!QbQ>Ih.MFLI&YP;DHGC8LD6F2QRTQTKaWhW5@_7D=C@'PG-;?>::C;;=AHIKIKBXN"
        '_N7Gf+KDJ=5WN*;FEA3=BBD.OPRORI_UfU'
    )),
    'nb': ('abcdefghijklmnopqrstuvwxyzáãåæçéíóøúüșμ', (
        'Ls4686:07::;2734<5G:12<:@LC@rvLnxnss?xPxN3Z/0C<7??A7E/;;88AQ7790C1TCJY]QV_UZZG_Y_].RE<@7C='
        ';=8A804-B=L166:=?R=CothlRlRqRvovt6i+OCE0@N?-TC6JF1OH1@A1R:c9XHl`dndiiUnHnl0g/MP?1>L,7R9=:D'
        '1ME2CA2PTaOVej^blbgASEelj*m1JUA0JJE1EG>DJ1Jc:-L;KLf@LkochqgmmHqkqo*p;CD=?H=D<L95;0?Bg-25;C'
        '@MCEnsgMukppGunQs;k7QTL9D=R4VJ;LD&Gb/D:<TXeSZinbBpfkkDpipn.j,>SC1GD82U<:C?2Pa2=I0S@d8YhmaE'
        'oejjVohom2h+MPI/L?N.RB:<<0E^;;95BBaE>fj^clCGh=lflj2o2;=.9C;OBD54;0@@F7-5A>JQFHnrQktjoMPQnQ'
        'r7f*>O6/KKM/B9GAD11]CCE3OS`BVei]bkaff?keki*O0HJP,JM:3@;><F4Hf8;<8=?h;^mrfjtjoo@tmtr2l->L<0'
        'D;H.L<1BD2CcE817>Lf>!FochqMlMCqkqo2l+4KF+EGD2HKD0E3=HB<D=KFf?[MoFgqCllXqjqo0L2E;2-N3>5D>@C'
        '?1KfI.4>CKi<DmrfjPjooEtPtr3o>AGADG:DF@:31-?:O*58=:BOFEmrfjtjoo[tmtr1h,FCD-MMB0SC?AE36_4:82'
        'CUGBWfk?cmGhhTmfmk0_2EHA<DDF2J>@@=6F8<<3(HLYHO^bV[dZ__Ld^db*o/>E74F:C0O;?5@5NP>846IGiHPmrB'
        'PtHLo@tLtr5p5DAI5LO;2:)=KC0?gA22>DEj@QoKQlukpp9uous/N0EBK0EB;)Y@?AC4Te57:7DNg;DNqeNsinnJsl'
        "sq2j26?76E7F6J758/E9a/24@>A@?@KmaeoejjFohom4g,MD:*LLN-DF=H<3C^D4ACPTaOWej^>lbEgTlelj1e'@MF"
        '2:@90O>EEB5K[A:;?NQ^MAcg[`i_eeQicig.^91G?+CC5-I=>?;<DU;:=AGKXFM!aUYcY^^5c!ca/g,M?<.>DN:R<7'
        ':::7^2079ET`OEej^blbggSlelj-d+ILE/IH>.NB9DA2JZ@@C3LP]>>bfZ_h^ddPh?hf,!7BE>9AAC9G;==-:-S09;'
        '?EIVDL[_SWaW!!Ia[a_7_:DG@;DCF;I=??<%EU;;>AHKXGN]aUZcY__Kc]ca8_:EH3<DDF<J*3@2=7V./>BHLYHO^b'
        "V[dZ__Ld^db9`;FIA<EEG<K>/A=>FW',?CIMYHO^cW[e[``Le^ec6]%CF>9BBD9H;=>:;CT:9<@FJVEL[`TXbX]]Ib"
        '[b`)]2CF>9BBD:H<30;;DT39<0FJWEM[`TXbX]]Jb[b`4[.AD<7@@B8F/;<+/AR87:>DHUCJY^RV`V[[G`Y`^-!7BE'
        '=8AAC9G;<=+:BS+8;?EIVDKZ_SWaW!!HaZa_:gBAP:DL@NDRF6H1EN^,-FJPTa)Wfj^clbggTlflj6]8CF>9BBD9H;'
        '=>%;CT:9<@FJVEL[`TXbX]]Ib[b`6^8CF?:CBD:H<>,;;DT*,=@FJWFM!`TYbX^^Jb!b`3Z5@C<7??A+E9;;88AQ77'
        '+=CGTCJY]QV_UZZG_Y_]3Z5@C<7?-A7E9;-88AQ7-9=CGTCJY]QV_UZZG_Y_]'
    )),
    'nl': ('abcdefghijklmnopqrstuvwxyzáåçèéëíîïóöüʼμ', (
        'LT3556786:8:472675G912?;:LC6rTxxnesTlrtPtN/X0@>:6E?>1??;=11AP.8:2EEPFCZ```VM[^TZ!X!^0S0<<9'
        "E?;>9E:36,B=I/87<@@S><qvSvmGStCqsost6g,F?D-CN=-NM=LG0PH3GA3T;_<RHnnnd[ilbhkHkl5j1RBB3DQ'6Q"
        'CC@J3SJ5J?6WVb?Ukqqqg^loeDnjno)l/IQ</MIC2CHBFH2Cd?53:YIdB>msssi`nqgmplpq+o<?=<5F=J6L:5;0>?'
        'L/26:BCDD@pvvvlKqtRprort3c1KI=3?8I.BJ7AC1B[*=66PP[QNekkkaXfi_egcgi0h->N80HB82O<<AB1Q`2:J0U'
        '@`:Sjooof!kmcjlhlm+i.QNK+VCO0PH><>2I`;=99VEaWAjpppF]JndjmiJn2M5;875A;NC-:3:0?@E9/5C>JGDDot'
        "ttk:prhMqmQr=h1HG'5HON5G7<G487`E>E9UU`VSjooof!kmcjlhlm/g,DGC1ID81G<;8B0D^54>7T7_CQhnnnd[iJ"
        'bhJgJl/j,=E<0F:G-J>2BG2GaK8<7AVMBTIqqqM^MoeMmjmo1h,2EF+UFC0HHEEC18GD<@=JD`@SKKooA!kmcjlhlm'
        '.P2@:.2Y3>3C=@DA6IdG.4>BIP@DntPtjaPPhnpPpr0k>?>@2C:AH>:21.39N1486;@ND@msssi`nqJmokoq1e,B>C'
        ',REB0LE>BE0;]7;79<QGCPgllCGYhj`giGij/]3E8?;JDC2DC@B=7F9>=2)JIUKH^ddd[Q_bX^a]9b0k.?C12B8F/L'
        '9?<?2MK=726BCcFEmsssH`OqgmKKoq.P4K.I+OT:5;;<G@7Be@;/?OCe@Xouuukbpsioqmqs/N.GEG1YL9*IE?DC5T'
        'c74=6YMdCCNsssi`nqgmNloq2g18?48F8H1H95:1C;J.37<@6@>?Knnne[jlKikgkl4C-MB9,RKJ+BK9I@0M!=EFAQ'
        'Q]ROflllbYgj`fhdhj0d)CJF+=B=1K?GID4M!@8>BQQ!COflllbYgj`fhdhj._;4DA)LF8+EEBD>@GV@?7DLKWLI`f'
        'ff!SadZ`b_bd.b*J896OAH7II98853Z3<53BNZPMdiii`Veg]dfbfg4f/:KH2SDD.6L@KA*O^GFG0S:^TDgmmmcZhk'
        'agjEjk+Y6A?;7F@?8@@<>,;0Q09;?FFQGD[```WM!^T[]Y]^6Z7C@<8GA@9AA%?:<CR;:<@GGRHE!bbbXO]`V!^Z^`'
        '6Z%C@<8GA@9AA>?:<CR;:<@GGRHE!bbbXO]`V!^Z^`6Z7C@<8GA@9AA>?:<CR%:<@GGRHE!bbbXO]`V!^Z^`*Z1C@<'
        '8GA@9AA30:<CR3:<0GGRHE!bbbXO]`V!^Z^`%c@KHEAPJIBJI/;7DL[2CEHPO[QNejjjaWfh^egcgh.X.@=:6E?>7?'
        '>;=//AP989=1DPFCY___ULZ]SY!X!](Y6A?;7F@?8@@,>9;BQ:9;?FFQGD[```WM!^T[]Y]^8!3DA>.ICB;CB?A1=E'
        'T,/-AIHTJG^cccZP_aW^`!`a.Z7C@<8GA@9AA>?+<CR):<@GGRHE!bbbXO]`V!^Z^`4Y5.>;*F@?8@?.>9:BP:9:>F'
        'EQGCZ```VM[^TZ]Y]^6Z7C@<8GA@9A1>-:<CR+-<@GGRHE!bbbXO]`V!^Z^`-X4@=:.E?>.?>;=89AP989=E/PFCY_'
        '__ULZ]SY!X!]3X4@=:6E->7?>;-89AP9-9=EDPFCY___ULZ]SY!X!]'
    )),
    'pl': ('abcdefghijklmnopqrstuvwxyzáãéíóúüąćęłńśźżμ', (
        'LT4507<87:9:2536=4N:16=C6NG:rxqsexxkLiC]>sPN/Y/@<=9E?A0@92>19@U182=N>Y==Z_X[M__SWPFDL[L],T'
        'E=88E@=?<:;46/F?M008<K=qD=rwpTewwkohD7dPdu5g+F@>/AN?0OH9LG1NH24B1]:g@LHngi[nHaf_USZi[l;L6S'
        'OF5ER.7:1DC8=Rh>KN8aQl9(lrkmLLrejcYW_m_p6k-RND4WQD2R8?A/,Rg;FM9`Fk35lqjmKqqeiGXV^G5o,O:?89'
        'CJ9J>77381>>h0519H<lI:msln`ssfkdN>?n`q5e1MHI6R9N.ME8AE4Ba*D9/ZJe<IfldgYll_d]SQXgXj1h,>KC5H'
        'C:/D;;FB/Od0DJ2]4h?Lingj>nnbf_HS[j[l3G-NJK2S?P.NG;:=+Ec<;:5!Lg?>hmBi[mmae^USZiZk)n1=<>0E>O'
        "F8:7?27?H889@M@nKAounpKuuEmFM<apbs3g-F==3SFP9FAE@<95cD(<6!BgKKhnfiDnnaf>USZiZl3n-JIQ=NJ@'M"
        'JA=J2Jj9;=8c7nGRntmoOttKle[Yaoar2j-=FA,G<J-J::D<2JfJ3=5LCLINHpLl^pp?haWU]l]n1J+2=M.IEC/EID'
        'AC1;eF9L9JCi9MJoFk]oocg`WU!k!m1m/E;/4Z2A-F:@H=2HiJ?4<KLO6CntloItOglI[Y`o`r0l8=83?@<DCB8260'
        '?7O258EE.OE>mrkn`rrfjc9:DnKp3g-C=E/SFC1CC?C>/>c58>7!LH4KhmHi4mmae^@RZiZk+]2D@@=ICE:D=@B<3D'
        '5=<?)RB]AA]c!^QccW[TJHP^Pa2l->>23F;F3T:><=0Lh?484J>l0>msJNDssfFcZX_n_q-n5N:R7OU?;I)CDD99jB'
        'B0<LGn95oLmIbttPle?Zapar0k+GCI4WJ;6R=?E21Rg2=B4`Ek0IMqjlLqqLiFLV^l^o1h57929J7F<>7860E8d.26'
        'BA?hL9Kogj!oobg_<?KKDm2;*GC:2LGI*G@CE@2G!A?C:UE`DDag_bTggZ_WNLSbSd5j+IDN1WHC0RFNO=2QfD3BE_'
        'Oj,Nkqjl^qqdi@=V]l^o(!7-?@<HBE0C<?A<<CX=;>@QA!@@]b[^PbbVZSIGO^O`(i9?6A@@@RC036:7A?e;38H^>i'
        "H@jphk]Kpch`G@!kBn7j'?AN2WIS467HI68>g>J>:`=j4Okqjl^qqdiCAV]l^o+Z5B=>:GAC8B:=?,:0V09=>O?Z>>"
        '[aY!NaaTYQHFM!M_6[7C>?;HBD9C;?@;%BW<:>@P@[??!bZ]ObbUZSIGN]N`)[7C>?;HBD9C;1-;<BW<:>1P@[??!b'
        'Z]ObbUZSIGN]N`5Z6B>>;GAC8B;)?//AW;:=?P@Z>?[aZ!NaaTYRHFM!N_8b=IEEBNHJ@IB;G:BI^0A7FW,bFFchad'
        "Vhh!`Y'MUdUf3Y4@<=9E?A7@9<>+9@U98;+N>Y==Z_X[M__SWPFDL[L]6[7C>?;HBD9C;?@;<BW<%>@P@[??!bZ]Ob"
        'bUZSIGN]N`3!7D6,<I6E:D<?A<<6X=20AQA!@@]c[^PccV[SJHO^-a0]8D@A=IDF;D)@B==DY><@AR)]AA^c!_QccW'
        '[TKIP_Pa/_;G.C@L0H=G@CD?@F!@?-DUE_C.`f_aSffY^WMK0aSd5c/K@;?P4LAK6G=/-A_DB<-X;c4GdjbeWjj]b['
        'QOVeWh8nJV=RO[UWLVORSNOUkO#QSdTnRSounpbuuhmf!Zapbs6b9I,FBNIK@IB8G3BI^)AEFW/bFFchadVhh!=YPN'
        'UdUf+Y.A=0:F@B7A:=>/:@U:9<>O?Y=>Z`Y[M``SXQGEL[M^7_,GC;2LFH-G4C;:@<!@?B3UE_/D`f_aSffY^6MKRa'
        'Sd3Y4@<=9E-A7@9<-99@U9-;=N>Y==Z_X[M__SWPFDL[L]'
    )),
    'pt': ('abcdefghijklmnopqrstuvwxyzáâãçéêíóôõúüʼμ', (
        'Lt463.88817=9738:3>:47=8DEEABh]iUcMejtiQyO3[.A=;9F@>/IE,>:6@H7;=0CKNJIAODQJJILR[P[`^+SF>:3'
        'CC=A7F?26.D>A128;@EIC@XfZFOaFchrgrwu5h,N?D0AME.VR7KG2MG/AB1P@[9V<HG^DWV>_h>Hmk:k,QEE3DP01Y'
        'J?=J+PK4?@6J[^ZYFKJaZ>@@Kk=kpn9m-SOG*XKK1BWDHL-KZ1IO=VM`DMBMGcG=M:Ambmrp*o=D:>?K7M7KC58/AB'
        '@/069@CBIAUcXd^^]DeoLotr6g3LIG1BLJ-UQ3IF/BT*@96OVYVTM[O!VCUW]g[glj2i,<KB2HF=4WG9FD/NU1@J.Q'
        "@[BVGDD^DX?D_i]imk7l-QNK3VCO3ZJ@>A'IY?K>;TJ^[BF`BaB[Z!blDlKn2Q/:27:D=KFBD390->?675BAJCIHHc"
        'GdPPPJeoMotr7e+?GE:PJH-?OFHD0.RAEG1MUXTSKY7[TTSV!eZejh,D-;AD5C?64@N@5@/?Q;@92M6W@RJYMZTTSU'
        '[eYeDg-l.>E?1L;3.ZA<EK2EYH=:7@[^[Z?;@aD@<L>IDlqo/K+2AJ/UEE0XTDCC17FF=G=ID!BWAK;_7<JJKjKjom'
        "3O/L726W291FG>EC.IHE80>CHNDCCaIC<;FHJlNlqo'q>B<GAKAGHCA693B>G-4=?;ERGEPeYJRRNbgqfqvt3i)A<D"
        '.SF?2WR>CG/>H8>=:QXHDV=]>^;XWY_iBimk7hCNJH?SMK9WRIKG>N@EH:$QX[WVN]Q^WWWY_h]hmk4o0C<<5G:K+]'
        'EA?C2TE<=97EMaJG.Q2FGQ>IQQKMtr(m2D8M3ML93[=;EA5AZ?:25IJ`D[IN=cC!?Jdmbmrp3k-C?K/VP=0ZE@@@1Q'
        'X06=4TL^EA?@7aBE?@HkLkpn2j09=72J8H0X=3:2B;G/57B?G@K;DKSGK=A[`j_jom5h-MC;)RLJ.VQ>JB/MTDBCCP'
        'WZVUA!A]EAEE^h!hlj1c(=EB1M=71QLCEA4HO:<7=KRU>PHWKXQRQSYcWcge0a57CA*LF;.PKBD@0GN>A7CJQTPOGV'
        ';WPP3RXaVafd.b,HD74MGE4P88873GO4906>RUQPHVKXQQQSYbWbge-d,5FD-O??0RN;GC5IQ@>F4LTW@RJ<MZSSRU'
        '[dYdig7jE8EBH7?MGYT6MDEAG%6@B?Z]YCP_S`YYY[aj_jomAiCNKHFSMKEWRI1$CNUEHJJQX[WVN]Q^WWWY_i]imk'
        '6tNZVTQ_YWPb^UWS#YaPSUV!cfcbZh!iccbejtityw:b&HDB@MGE?QLCEA-HO>BDDKRUQP8W4XQQQSY5Wbge-b9H45'
        '??>E;PL46A=G?.-2=>Q;QPHVKWQQPSXbWbge;hBNJHFSMKEVRI>0CMUD$>JPX[WVN!Q^WWWY_h]hmk4b371:?57D>P'
        "?42185?947D1QTQOGVJ8QQPRXbVbfd5b<<D;?=9D>PK)D;=7=-16C5QTQOGVJWPQPRXbVbfd>fALHFDQKICUPG'(AL"
        'SCFHHOVYUTL[O!UUUW]f[fki9a;GCA$LFD=OKBD@<FN=ABCIQSPOGUJVPPORWaVafd8`:,38>KEC<NJ.9.;EM158BH'
        'PRONFTIUOONQV`U`ec4!6B><:GA?9JF=+;7AI+/>>DLOKJBPERKKJMS!Q!a_3[5@=:8E@=*ID;=95@G7:<<C+MIH@O'
        'CPIIIKQ[O[_]3[5@=:8E-=7ID;-95@G7-<<CJMIH@OCPIIIKQ[O[_]'
    )),
    'ro': ('abcdefghijklmnopqrstuvwxyzáâãåéíîóüăşţʼμ', (
        'KU2730998;6>773715G;27<6BMC?rivUnsGsQW@TxN-Z.@<;7E?A6IA0=/9@Q7<0<BHPGCYP]_UZUZX>LJ_]+SD<<:'
        'D?==9F<26,D>O/98;BAS?>qhuwmSmrpVCCwu4h,O@D0@M<.WO9KE1OG3AA2Q:_;QG^kmchchG6ZXmk2K.R8E0DQ/0['
        'JAAI1JK5H:3TYbYTkbnpflgGj2K!pn-n/TPD+YDF+>UAGH3He@EO;VLdALmdqsininl=`^sq*o7C8=9L<E4L?3;1>?'
        'f057:BAEE3nertjojomSPGtr4f1LHF2B:M-UM8IC1B]*A85NT!SOe9ikafafdJXVki0i,=K?1GC51XC7CF1O_1BJ0G'
        'A_@Qh@lndidigC[Ynl2h,NJH/S@O,WE<9=0E_<>;6PV^U>g^km>hchf>ZXGk,Q0<2:5@>L;FA5:,<=H796=>KHIEof'
        'sukpkMnTKCus6c+>F=;NIJ,?>DF@0-ZAED6LQZQLbZfh^c_cbGUThf-F-ACG4FA6/F?;6?1A];<;2O9]>Oe>ikafaf'
        'dJXVGi2l->E>-L<K-[>:DI2HcIB<2ALMYUIboqMMgMj5^Hqo1j+2?J-UEE0YQBCC17FE?D:ID`?SK@mKAjejhC!Zom'
        ',o2E701Z4D3GEAGD5KPJ73:DLPAHnertjojoP2LLtr2m9@9?>H;C=A<26/?:N)79;:ANF?ldprhmhmlQNHrp1h-F=C'
        ',RM@/WO>B@3>^6>64PUGGPg^jlGhchf7YAlj0_2FA@<JEF0NF@B<6F8=A1(HMVMH^UbdZ_Z_]CQPdb3o*@<24E:F.^'
        '@?<A4Ue?>:6DFeIGnPqsLIjoL3PAsq2k0J4G3@P72Z::D>4<b;?,0G?aETjAEpfkfki?][pn/m+EBM1XR80!DACB3S'
        'c0<@4ULcHBLcprgmHmk7_]rp1j38;59K8J4K;/81F;L/56B>CA@>L`moejejhIG>om6h)OJ;+ENO/WO>KA3O_:CICQ'
        "V_VQgAkmchchf<ZYmk2c'?ED/9?93R?DF@6JZA>;>LQZ@LbYfh^c^caGUThf-`:4BA*KE8+OGAC=6GW=BABINWMI_V"
        'ce[`[`^DRPec.c*I992M?I5R?9984IY6;D3KPYP@bYeg]c^caFT6ge.g0:IG1RCD/VN?C@1M^D?H:OU]ADf]jlbgbg'
        'E*YWlj+[5B><8FAB7JC<>,:0R/=<=DIRIDZR^`V[W[Z?ML`^5a;HCB>LGH=PHB1)@HX+CBCJOXO0`Wdf!a!a_ESRfd'
        '7^8E@?;IDE:ME?A;%EU<@?@GLULG]TacY^Y^!BPOca5]6C?=:GBC8LD%?9;CS:?>>EJSJE!S_aW]X][@NMa_(^2D@>'
        ';HCD9ME00;<DT;@?3FKTKF]T`bX^Y^!AONb`4!6B><9GAC8KC<?(/BR9>==/JRID[R_aV!W!Z@NLa_1`9FB@=JEF;O'
        'G@B%>FV2BAAHMVMH_VbdZ`[`^CQPdb-!6B><9GAC8KC<?+;BR+>==DJRID[R_aV!W!Z@NLa_5]7D?>:HBD9LD>,:<D'
        "T*,>?FKTJF!S`bX]X][AOMb`#oIVRPLZIVK^WPHDNEf=Q:EX]f]XnfrtjokonSaAtr3a8HDB>L;H'P5B;>:HX?C0;J"
        'OXOJ`Xdf!a]a`4SRfd?g6MIG4QLM&V0GICEM]DIHHOT]TOf]ikagbge1XWki2Z4@<;7E?A*IA;=79@Q7<;<B+PGCYP'
        ']_UZUZX>LJ_]2Z4@<;7E-A6IA;-79@Q7-;<BHPGCYP]_UZUZX>LJ_]'
    )),
    'ru': ('абвгдежзийклмнопрстуфхцчшщъыьэюяё', (
        'L:46166=G<8H142696916<7=A<@Px!]>?@v)&MXTWUP_!OTPSTOQYPPRV]__^aqw[!caUu.!E<9;6HL<>8835-D;09'
        '6>@?IEBpw[[LR2u6S+F;MK0VS/KC6JF0O18D0GCVGWHDCCGGLk5X,JPF@/[X1PL@O;2T+4>DXZ[Z!lr9@^]Bp3T+>4'
        'AC1WT2FB7FC.G0;I4TD@VXhnHSDYMl3V,RHIC22F/N=?C4/R84K6WDYXZjq9J!;Oo-Y>B6<95E>@69601AB052DOD>'
        'BCmtXYPLBr5O.@GI:6RO+G8EF,8@C5D2PQRQScjMNATHh9P+98BI2S?+HD>H93M90F>QSSRUdk9PWUBi/[;==>:8G>'
        '>+44:0@>786CDB>=EouYZaI3s%V@J@I??YGFN@C:;?J<-;PWXBXCjqUV]GIo3Y,J9EG9!Y)Q@@>G1J78>6HDO[HmtN'
        'JIKRO5X.@P@E/HX-P=3BD1KLL@7LZ[Z!ls>/^<>q1V-4AEO.YV2NCD>C29G9L?KKYDLkq9CE[-o1Z/GA401PD3Q9@E'
        '=1KI14>OO=[Hnt6:PJEr.X<<3:<1DAB=816/A8128B@DN:HJsVW^JBq5S*EKMK-VS0J;>D@0;5:=4S@VTWgmQ<YFEk'
        '2Y.?@::-!N/Q<>=92U?625ECANGms9HKKCq6Y3D>TL3!Y5Q(<BB7??:.;NE!GDmtA?`^HO1Y,F?SQ5[Y2PD?F.1U16'
        '?6YA!D]ms7CM]BN0S25;77>A4=A6660?:054GIACE>JnRR;IGl7Q0LI<I5SP.HE;H;1M*D7.QSTRCekBPWUAi4P+KH'
        'JH6RP-GD967.L<6:4PRSQTdjNAVTHh2Q.@IKI-TQ-I.GHDEMEEF0QSTSUek4PW@Ji4Q-LIKI+9Q/I6GH.9MEE?9QST'
        'SUekOAWVJi1M-H3GE1PM1E5C=93>7334M?POQagKLSRFe<M=IEHF$PM?EACD@BJAACFNOPOQahLLSRFf6G7C?B@%JG'
        '9?;>>:<D;;=@HIJIL[bFFML@`&SCOK>L1VDE-:?@:HO9GILT>DUEgnQRYXLl,P@<=<83SP=H>G61:CD,7JQDSDDdkO'
        'OW70i1L<G6F<?O=>41061@H/.;E4NONP`fJKRQEd3L7>D4=?,;>/1::4@H762E8NONP?fJKRQEd$WG@CIHJZBIO@EA'
        '5G=<B>PXYDY[krUV]!Ho3E5@-?=8GE7<9-<89A-9:>EGHFIY_CDKI=]'
    )),
    'sk': ('abcdefghijklmnopqrstuvwxyzáäéíóúüýčďĺľňšťžμ', (
        'KT4597<889;7343696I926<:BMF;Hm!H`ErU1PvTJ6mLN.Z,@A=:FAB9B:<>00AT:9;>A1QADAVEGIM[?=[`RTDVJ^'
        '+OE>=8D???>8<46/C=O109<ADgF=Wl[R_cqUFLvSOBOIs6g-FAK1AO?0OG;KE1OH/7B2C<^?Q8cCUW[HL7hmHbRcWk'
        '6h4NOB/GO+5P,@<B6Ob6CD8OW_@RNdSGA7iMKim`bRdXk6i-IPC5VQB2II?A-.Fd?4J9PJ`7J<e>F>]jE8joKdTe5m'
        '/k=>;5?I;F>68362>?e/6097AA@<CgVXZ^lPBlq>BAJIo4d1JKG6Q7L0LD9HB1A^)C65KT[=NK`>;SWeI@ej!^N`Th'
        '2f,=MA4SE83B:6DD2Na0=G.MG]:P>bBT=GgK8gl^aQbVj1f,LMI2R?N4?F<8<*A`9;<8MB]E>>bBSFFgK:gl^`PbVj'
        '5l273=7H=MF874;)B@E895C?HEM?GhXYBOmQ>mrdKBh!p3f/EM:1SEN8EBIA<74aB,81MV]N@>bRTV>BK0gl^aQbVj'
        '6O/IGO7MLB7IGA=F0Gf:E>6B?c1V3h4N>Hm+CmrdfMh!p3i/=A<.V>@/E=:C:2GdI2<7DYL7J7eG:>EjN6joadJeEm'
        '1i,2HL.VEE2CIDAD1:cI8J;HC`:S9e8;XDjN6joacIeYm5n+C=16[5B7O;PDE5KhK18?CPe<E6j;CFLo17otfhEjDr'
        '/l7=>6?D;AE=6150>?N136>/BNL=RhWY[_mP@mqDfEhMo2e,B;D/RBE1M@AA;0=`75:7<UC<O;a?;CYGJ>fk]`PaUi'
        '.^9DEA>JEF=F>@B;4E5>=1(EMUEHDZIKMQ_CA_cVXHZNa3N/==21F;I1T;D=82Sf>383BEc>C8hA;9NmQ8mrdfMJ!o'
        ',O6MAL6NUB:V(<EA8Ah@D1<=DeFWMjY[]IoFQosfhXK^q3k-F@O6XS:/S<BG23Sf05>5=Mb8C:gB=CIl=:lIcfVg[o'
        '3h45>79F799@9571E8b.45A=J@?7;dSUW[iMAimJb;F8k1h.NO=.TOP1PC@L:0Ob>6IBOW_8R695CW[i1=im`bGdXk'
        "3b'>HE29>;0I<DF?5I!A<:>HQYIKH^MOQUcF:cgZ!L^Re/_:4FB+KF8+G?AC<3FY?>@CFNV8IF[JLNR`DB`dWYI[Ob"
        '%f6M=??BBE>B=??=@;a<@HAMV]NFMbRTVZgKAgl^a>b?j5d/:KH1QCL0<D9B97L_83F9KT!:N/`;3DXEI?ej!_4`Th'
        ')hC@C;HTACGCC2;.H3b/C6LAW_O:OdSUW[iMBinHb>dXl?d@KKHEQLMDLDGIBEL_DD#HKT!LNKaPRTXeIHej]_OaUh'
        '&e=K<<EQL7DME9<2EL_5D@>BTCL3KaPRTXfJ<fj]_9aUh0c>96?CPJKB97/?*>@]1;DG4SZJ;J_NPRVdHFdi[]M_Ag'
        ':c>>J:DP?KBKCF>)C,^,B8GJ;ZK;J_OPRVdHGdi[^N_Sg7`;GGDAMHH?H@77.4G[945DGPWH*G!LNPSaE/afX[K!Pd'
        '4Z+@A=;GBB9B/<>8:AT//;>AJQADAVEGIM[?=[`RTDVJ^$rMX3UR^YZQZRTVHRYlAQSVYbiY!Yn]_aesWUsxjl!nEv'
        'Cn(TJQ;[VV(JCPR;EUhNM6DU^eUXUjY;]aoSQotfhXj^r7]&CD@=IDE<E<?A:=DW<<>.DLTDFCYHJLP^A@^bUWGYM`'
        '6!7BC?<HCD;D;>@9<%V<;=@CKSCFBXGIKO]A?]aTVFXL_+].DDA>JEE=7/@B;6EX=/?7DMUEGDYIKMQ^BA^cUX7YMa'
        '+`(GGDAMHH@H@CD>.G[@?ADGPWHJG!LNPTaEDafX[K!Pd7e5KCH:QLM6C9A??>7_E4&B6T!LOKaPD@XfJHfj]_O@Uh'
        '+].DDA>JEE=E=@B;/EX+<?ADMUEGDYIKMQ^BA^cUXHYMa7a/HH:9NII*I<DE-B>!A1B:HQXIK>]M8QUbF=bgY!:]Qe'
        '3Y4@@=:F.A9A9<-7:AT9-:=@IPAC@UEGIMZ>=Z_QTDUI]'
    )),
    'sl': ('abcdefghijklmnopqrstuvwxyzáãéíóöüčšžμ', (
        'Lx46;7:78;88283693L:16<9FPN:rxqxvxx1?EN4_*AE=:EAD5>9<>*9@V:8;>?PZTCZ_X_]__<>I]*TI?D9GA?;@7'
        '<47.F?P118F8PrN>rxpTvxxD=Mv6m,FGE/ANF/KG:><1MG18A1?]gbPGmemkmHD8Vk0k/LQ<,<L5-I@<9B1La:DG7<'
        '[e`OekdkCkkHJUi6q-RWH2WRV0IK?F,0Fg84M:PKkKJkqjqoqqH95o0r><>7BM;A@56260>>i/7/@4HNJ8mrkrprrD'
        '8Jp5k2LQI4B9P.IE9JB3Ba*?9/J[e`OekdkikkH>Ui3n,<TE4TO?1B;6EE/Fd0GJ51GhGQhnfnlnnJ;Wl3l-MQI0R='
        'P1JE=8=*Cb8:==K!fa<flDljllHJUj)S==>@AE@EH286<+C@L998G?gql>qwowOww>:Ju5q+IV>1WIU7HFMA?;8gG,'
        '=3EakfTkqiqoqqM.Zo5t,JJR8NMF(GNA=D1Hj8@>7:DnOWntmtrKtQI^r4q.?@=.W<V-5>;A71GgK3<6EaLfKHqLqo'
        'qqN8Eo2p,2IM.VEC0@I>CD07fJ6K;EFjeSJpCpnpp?7Yn4v*E=26!6D/;=CFI4LmM27?EQqkFqvovtvvD6`t1r=;C4'
        '?@;BE>4/6/=8O253G2DOJ;mrkrprr;:Hp2n-CAE0TCR/CG?CE+>d84<7=^HcQhnHnlnn??Wl.b7DH@=IDG8A<?A:3C'
        '4=;/)BS]WF]b[b`bb?AL`3r-<B22F<I.H;D=93LhA483?NlgBlrJNprrH6Jp,u4NOS5OVB8M);HD8Hk:E/=;eoOYoK'
        'nusuuRT_s2s*HHP4YTF0DH?E1/Si26E5?cmMVMsksqssO;!q5n64@59I5E<6666/E9d/95B:^hc7JngnlnnA95l4p*'
        'QI=.VDI/GJ<O83Qf32FGO`je6jpipnppM9Zn.d+9JB0JE5/B>@C;>EZ>759CT^YH^d]dbddA8Nb)b6,G?<HCF/@;>@'
        '9<BX<;>AAR!WE!bZb`bb>@K`*c7DH.4IDG9A<?A30CY0<>BBS]XF]c[cacc?ALa5l,9R:/RD1,C?7K64Mc:EH9L]ga'
        'DgleljlEIKVj+a5BF>;GBE6?:=?,;0W0:<@@Q[VD[aYa_aa=?J_6b6CG?<HCF8@;>@9%BX<;>AAR!WE!bZb`bb>@K`'
        ')b/CG?<HCF8@;>-9<BX<;>1AR!WE!bZb`bb>@K`4_4AE=:EAD5>9<>*+@V:8;>?PZTCZ_X_]__<>I],_4AE=:EAD5>'
        '9<>,9@V-8;>?PZTCZ_X_]__<>I]4_4+E=:EAD5>9+>69@V:8;>?PZTCZ_X_]__<>I]4_4AE=:EAD5>9<>69@V++;>?'
        "PZTCZ_X_]__<>I]Cv)W[S7!WZ'?ART8CVlFOQ?KfpkYpvnvtvvRT_tBq<SWO=XSI:P-GHED=hDJ?C=blfUlqjqoqq%"
        'P[o8j,?O>4PKN+HC3H+D>`DCE7IZd_MdjbjhjjFHSh4_4AE=:E-D5>9<-69@V:-;>?PZTCZ_X_]__<>I]'
    )),
    'sq': ('abcdefghijklmnopqrstuvwxyzáçéëμ', (
        'LU57@80:7:5:273915@:25=6QDNAx@sON,]5@K=6F?;6@<<=99AL7--<AXLRD_KY>],uM=L9H@<?68836,B?E0879='
        'pFj<wEqWu4G+FYL1ANJ/<E9LG2OG0A@1BfZCSnZh6l.>2HR9+NG5/HD95A8HT?@@7I_SZLgSa4e4o,S]P-YI8-@N>C'
        "D/I^6DJ:Sj^DWq]l4o't>FIAMM=K><97>3@AM/87>9nMi6vMpUt5i/LVI3R9G.@H5IE1LX+D54MdW^PkWeJi3m,=ZA"
        "9HGC3/F7FH0P[1=H.QI[ITo[i7m:p2?]J6YDN4B9I?H6DDEK'2Tk^eDr^L9p/t3=C@=D>GMB4580<>c8*0@@oDi?vF"
        'qVt5l.FYB-UCJ0N<=?=65Z<>215f<aAnZh7l3o,CKI3KFF/CN>:E0G^57;/SE^dVq]k3o3n-;K>2K=H+><1BG1E]H@'
        ';5EiLLUH!L7n2n,2JN-WCG.ILDCF/7FE?E:RF!cUpBF:n0r2D?-1[2C-9>?CM8U`I=7>HlEFHtBn6r5q>ANB?H<@8<'
        '837/M:F(7;?<lBf@sNnSq1k,BCE-TEI/=JDE?2BY7=;7OeGGRmGg2k6g?KUH(QIF*JFFHCCKVAC7FLbV8OiUd1g4s+'
        '@C4.H;H.N<@<B1KF==<8DmJJOuaL8s1s5EaT7OU(3H8@EC8@bBO0<Fnbh[uap4s(u.EbU1^WA2KCBEE4Xd5>P8Yocj'
        "!wcq5u6n/8!;9B3@447483>;G030M>iEc?pCkPn;m/PZ>'VOK/8L;MC6Q!5=HAQh!bTo[i:m'a91NA:JC-:D@?A<=D"
        'O;<<@E[OVHcO]Ba7nFQ[NGWP#GQMMNJJQ]HIIMRi!cUp!jOn/`8DN01JB>9C2?0.<DO452?D[OUGbN!B`0i/9WJ,SB'
        '<*BHAIE5MX9ED89dXDQkWf<i3]5@K=6F?;6@<<=+9+L798<AXLRD_KY>]0g,KUG-QIE+JFFGC6KVACB2KbV!NiUc<g'
        '+^/BL?8H@=7A==,::BM8:90CYMSF`M[@^&qIH^HJISOJHP@81MT_1.?PUk_fXs_mRq3]5@K=6F-;6@<<-99AL7-8<A'
        'XLRD_KY>]'
    )),
    'sr': ('μабвгдежзиклмнопрстуфхцчшђјљњћџ', (
        'L4N56187<K<7254793:16<8:?>?U9UFQD(&xO[VIWQh^PSVURSZRSUW`aa^bsIhbpf7%b9E@DB;RH:=@?<=D<=?AJK'
        'KHL]CRLZP+WvM>;<7Ff<@836-A:0;6<A>F=@J8GITG;On+R:QN/_U/J9L:0Q0JL/WGXUXjF:Yg]9Sr+UP?B0bX0FCO'
        'D4T)=OGZ[[K!mGH!j`1On+?1PC3^T2=7EH/P0DE5VWXTXi?^Xf!1Rp,TEIP1aW.LBE./S:5N:YJZWZlQK=i_+Ts?A7'
        "=:EJ:@95.1A?193CHJ@B?n7IPQQ=Ih0;FJGAXN-CFE'CJBCE2PQQNRcIXR`V5Lk+7ICK/[Q+A:H90M8FH?STTQUfC["
        'DcY)UtB<=>?Id@I75;0?=728FBE=8Eo0DDGC3Ut,X9WM7e[)PA@O.N7;?6OK^[KpHe^mc4Qp-?D><-HK,<OC70EK5;'
        '3YKZWLlQ`Li^6Kq-5GTQ(bX2MPOF.<L9O<LL[CLmKI!M`1Ts/D@304PC1?AFJ/KI/4=[H=CCPTc]kE*Sr:>4<@BG?C'
        '8270H922:LBBG;FmACDPB;Po+RNRO._V+J>ME0Q92A6WXYDYj>HYg]3Ts.@7=3,IG/;E>94EM584FKCF@nMcOkI6Vu'
        '3K=WT4e[5(<4B:K<P-<OO^[^pHe_mc3Ts*L>UR5cY/A?H;0U/5P5[I!Y]nHc3ka1Nm45;57;68<677/E:/14HBJ@<A'
        'i>GJeD8Lk1NJNK4[R-F=IE0M*@A/STURUfL[UcY:Ji*L9LI/YP/D89D-L67@5RRSPSeJZSbW:Kj.M:LJ*ZP+7HGD>L'
        '8>G/RSSPTeKZTbX;Nm0P?PM2]T/)LK.=OHHK3VVWTWiN]Wf[1Ih1K5JG2XN0*F?B548C6:PAQNRcIX9`V6Ba(D?C@0'
        'QG9<?>;<C;<>,IJJGK!AQKYO3Nm)H?HD/]I9>B@>;@?,:2VVAIAiN^Wf>7Gf)IDHF*VL5ADD@6H@1C:NOPLPaGVP^T'
        'BMl0OKOL%!S9GKJG8OG?J4UUVSVhM]VeZ.Cb+E@DB;RH+=@?/=D<=?AJKKHL]CRLZP6Ih*KFJG:XN)CFEB1<BCE0PQ'
        'QNRcIXR`V'
    )),
    'sv': ('abcdefghijklmnopqrstuvwxyzáãäåçéíóöúüμ', (
        'LT556696799:2623;5F902<9@KC@osSIrjpo?wPM/X/@A;9D?A0E8:;71@P1792C3OCGX[HNZRXXH_X],SB=A7C>;>'
        ':A:15-C>J/76;@AO=>os`fSSSoOvot6g+NAD/CM>.GG>JF1OH1BA2R;^;UHjW@i`gfVmHk1f1MA@.EL+5R4><E4NF6'
        'EB5QU]>TeiV!h_f@UFej(k0RT@1HBC1A@?BE2Eb:5?;KHb?=jn[amdkjHqjo1O9A<:;H<F7E819-=Ad-239@@ABAko'
        'NbnelkHskp6e2LNG4@9M0QD5GD.C!*@5:OS[@Sdh>@f^ed9kdi0h->Q>0>D72T<9@@2P_29:0RB^<VgIXIiahgIngl'
        '1f+MOH/Q@N.RB<<;0E]<D96Q9!F?eiGCh?Ge<lej3Q6;>.5C=OFE54:0>@E8+5B?JIDBmq^dpgnM]Qms5d*BB61OJL'
        '/B7FGC41!D?E0OS[>Rcg;Zf]dcSkci*O)JHO9KJ?3NE>=F4Gd8?88=@dC[lpEOoKml@slq1j-?H;2H:H.B=2BA3FaG'
        '917?Xa>LGm8ClIIIApin2j)4GL/KGG2KEC1B3;HE?>=KF`@XLmACkBjiYpin/P0C;14O2>4A=?E?1EdJ-4>BLP<Dlp'
        'LbnfPPDsPq0k=>:?DC:CD>810.>8N-56;9ANECjn[aEdkjZrjp1e-BFC,FBF0RB>DD27]4>92CT?FTdhU?gGedUlGj'
        '.^1FGA>IDG3K>@A=7F9>=4(IMUIM]aNT`X^]Ne]c/l.=B64F9D/K;?454JK=:25GFcB[koGBnFKk?sKq5n4N>H9OT:'
        "2C'=JB3?e@=2<FDd9LmJPPpgnmAtmr0l/C?O1FB;)@@BC>5Td6985MNc<DNoJbnflkHskq2h26=77F6F7F856/F9`."
        "35@?D@?;GkX^jbhgDogm4D,MO9-QLN-DA=IA3N]E;GCQU]QTei.!h_feUlej3b'@KE.:?<1O=DEA6JZB=;?MQY@Qbe"
        'RXd!bbRibg-^65GA-ID9*K>2A=@FV>=7CIMUIM]aNT`X^]Ne]c1c,K</8>=L:P=:9876[3158DRZN<cfSYeEccDjch'
        '/b,6KE/M@@.2B<?A3JZBA>4MQYMAaeRXd!baRiAg-Z6AC=:E@B0F:<=-;.R19;>EIQEHY]JP!SZYIaY_,[7BD=;FAC'
        "9G;=>:'CR::;?FJRFIZ^KQ]T[ZJaZ_@eALNHEP?MCQEG>)F;!1)4IPT!PSdhU[g^edTkdi4_;FH9?J-G=K-3B1@GW-"
        '1@CJNVJM^bOUaX_^Nf^d:_$FHB?JEG=K?AB>@GW?>@CJNVJM^bOUaX_^Nf^d)!3CE><GBD4H;23;=DS55<3GJ8GJ[_'
        'LR]U![Kb[`/Y/AC<:E@B7F9<<-1BQ98:>.HPDHY]JO[SYYI`Y^,!8CE?<GBD:H<>?*=DT*;=@GKSGJ[_LR^U![Kc[a'
        '9b*?L>CN4K<OB>E,D?Z3+=GMQYMQbfSXd!bbRibg6[7BD=;FAC9G;=>%<CR::;?FJRFIZ^KQ]T[ZJaZ_6[7BD=;FAC'
        '9G1=-:<CR+-;?FJRFIZ^KQ]T[ZJaZ_4X4@A;9D-A6E8:-7:@P8-9=CGOCGX[HNZRXXH_X]'
    )),
    'th': ('กขคงจฉชซญฏฐฑณดตถทธนบปฝพฟภมยรฤลวศษสหอฮะัาำิีึืุูเแโใไ็่้๊๋์', (
        'K55R6W=o<8Rp_qf7;L<L:8:H<:J5><`7;Ie9=3>ZTLqQRqd[V+85d9d!]nuR)&SfXY^q!WjrathWTf!gQXZma]kTVQ'
        'bQTfgW^Q`!VDtSTtf]XPZVf_f^_pwT-K=@GBLiK;ajXk`G<]HMB?ReLLb;N4<47]E<U9W<6,M47M]?=6@=BH]ALGn7'
        "6G@SEFK^IDW_NaU93SIT5EGZNJX9C8O>ASTDK'MIC2a@9aSJE=G9SLSK:]dA5MAZ@LCeA<]fTgHJ;ZF[7K>aUQ_8<."
        'G46Y[:G2S=9/H68gG76;F8YRZRSdk4-M+:8BBdF?CeSf[A4Y<Z=J=GCF^?>AGAGAZ<=4CBIAf:GfXPK2:4><GQRcjG'
        '9LDX;KPcNIBdSeZIFXNY2IL_SO]FH<T<FXYIO2BB2/e-,eW94BLHWQXPB>i@8D=QCCH!GAT]K^SA>PGR;BEXLGU>A;'
        'M<0PRBH;JFA9^0(^PHC:D@PIPHJ[a?1J;WBINbCGZcQdYG<V;X6AB^RM[9G>S6<VX<N6PC30d0.d@C:6J;DO;N;ag7'
        '8O?!B?SgHA_hVi^C>[H]4GBcWD`9F<X7C[!@S3UQ6.i/.i[<65D6[TISUfl6.E>RCD7].B8^L_TB?QHS<CEYMHV?A<'
        'N5?QRBI<KGA0_>._QID;EAQJQ7K!b67C<PBBG[F@T!J]R@>PFQ:ADWKGU=@/L;>OQAG;IF@(]/>]OGB9C@OHPHIZa>'
        '7?FYKLQdOJ]eTf[JGYOZDK;`TP^GIDUDGYZJP4SOI%fF:fYPK=;>YRYQRcjG-C;O.BGZE@S[J!Q@=OEP:@CVJFT=?:'
        'K:=OP@F:IE?7!<*!OFA9C?OHOGHY`=(G?SEFK^IDW_N`UDASIT=DGZNJXAC.O>ASTD8>MIC1`77`RJE=G7RLSKL]d7'
        '3N@[MGAfHAIgUh]<?[H!7@ObIR`<K<W?<Z!@R1HQ80h6/hCB07?;IHISBel/3Q6]DPKhE>aiXj_H=]S^?ODdGTb?@-'
        'Y?EK^:K3W382j2:j]:99>DKGE:7Ln37IAUGHM`KFYaPbWFCUKV@4I!PLZCE@Q@CUVFL8OK:%b9CbU:G?IEUNUM6_fC'
        '2JCW>?NbMGZcQdY;DVC@:<J^CM[=A2S9=8WAN3PC5-d12dV?:6JA@CDNPag81F?RDEJ]ICV^M`UC@RIT49FZMIW8B='
        'N=@RSCJ/LH5/`,2`RID7FBRKRJK]c8-S;E@R=jA:KkZmb23O?K??BgEFd=<C[?>O`;C3BE>1m53m;C?4;9CBOBYjpA'
        '4N<[MF=fAE^gUh]C;ZQ!;?ObHGB?B0W3BZ[FR6HP2.h22hZ<45F;ZSHRTekB3L;YKKPd?;FFSf[>5XOZ7J<`TO^FC0'
        'U6FXZ@P0R=8/f81fX9<6?4FQFERcj@=IBVHHMaLFYbPcXFCULW@GJ]QL[CF%RACUWGM@OL/>cCCcUMH?IEUNUMO`gD'
        '2H<TFGL_JEX`OaVE<T?U5FH[OKY5:955BTU=L2NJ42a-6??;7>H=TMTLM^eB4K7XJJOcNH[dReZ9@WNYB:L_CB!@H+'
        "T7EWY8O0QN93e/;eW6:<B>WPWOQbh@=IBVHHMa5FYbPcXFCULW@GJ]QL[CF@RACUWGM@OLF'cCCcUM*?IEUNUMO`gD"
        '0P;HA@Gh@A`iWLLH6LJ^77AdAKHCF6Y9E!L=G4GC7,j59jAC667:!U>:EgmK)O=[=:SfQD_gVh]>9[E!2@HEVHJ=F7'
        'W9>[!=H7UH@3h9;h[768A>CT[CIel45S>_LBJjMIck4mED<_FK;G<gNVd;EB[DB_HDJ;N?31m22OK=79M@_NDE7jp+'
        '8MEYKLQdOJ]eTf>&=YOZCJM`TP^GIDUDG>,J9DSOIAfFGfXPKCMIXRYQRcjG4R>JGADjIANkYlaB=_I`6=GfNBN=DF'
        '[4>^`?V8M;;)l23lNI86D<NDFJDip85R?^IBUiT>bjXk`B<^EL9?EeYCcE9?Z)D]_FK7WJ01k45k]KP9@=]K^KWho='
        '.G/SEF;^JDW_NaUD9SIU8EGZNJX6C5O>9S5-K>MIC/a@AaS7E=GCSLSKL]dA)E8R9DI]HBU::_:B@RHS<CFYMI:8B2'
        'N=?QSCI=:HB/_?@_QID;99QJRJK!c@.N5[44RIQ:^gUh]K44B!EAObVGI=K;W97Z[C8=HG:9I9DhZGA0>6Z=Z>Tek3'
        '?LEXJAPcNIBdSfZIFXNY-JA_SOB,:-T1=XYIPCRB;:f@@fXOJBLHXQB>Qbi07S7`A3AkJDclZmbA=_DH/CIgJ:d6D/'
        '!3@_a6J3J<73m5:O_<>6G@NXBNYjON7H9UGG@`KEXaObW;8TKV<<I!PKY;E<Q75TVFL1N@3.b03bT:?7?;TMT6@_e>'
        '4K:X7?OD=:[cReZB:WCY48;_@6!9A;S9+WXH6:CMG?eDEeWNI065W:WOQbhEEQ4^<0Ii?N=j9kI?5]A_*7CeY?b3:E'
        'Z43E^3UHWSNFkJKk]UPGQM]V]7ChnL.V8c<8An@:QoQQ@:3b=G0>?jGEQ3=0:8;DG<;8A:RJpOPpbZU3>9DAbZ!msQ'
        '.B;N@AFYD?RZI[P?<NDO9@BU/ES<>9J.<NO?F9HD>6[;<[NE@.B>NGNFGX_<6J/^A8@i:CLjYk`=4H?_.:;eL=L9>5'
        'Z25L_4CAHTNFkKLk^UP4@4LL^H>hoL-R;GFQCiG>bjXk`D?^B_2?ELY?LC)8Z>?K_;K;KTNFkKLk]UP298CK^<WhoL'
        '5B;N/AFYD?RZI[P?<NDO.@BUIES<>9J.<NO?F9HD>6[;<[NE@8B>NGN/GX_<?KDXJJOcNH[dReZHFXNY9IL_SO]E2B'
        'TCEWYIO%QNH@eEFeWOJAKGWPX46biF7K1CA>Ob<4[cRdY71W>?3I>^RN!590S8EWX5NBQMG?dDEdWNI4K0WPW9>ChE'
        '0N5Z<@Ae<:^AUg!:>ZC[4;9aGF_;E-V6;Z[?Q8GPJBgGHgZQL/B6Z<Z2AdHHJW3C9B<H92go^pe96c<C546jC?h2;6'
        '_5,AdG;5<YSKpPQpcZUMWSc!c[!mtQAN5Z2MRe:6^fUh]7@@AF:<7bF>_6:8V,@Z[2B-BPJBhGHhZQLDNJZSZRTekH'
        'EQ/^2PEiA3JjXF`36]<J538eAIJ4=0Z37]_EU3;SNFkKKk]UPGQM]V]UWhnLBNG[MMRfQK^gUh]K&ZQ!+LObVQ_HKE'
        'WFHZ!L1ETPKChHHhZRMDNJZSZRTekI>J;W:IAbA2ZcQdY:5V3X31@^=A[-?7S6:VWHN08LG?dCDdVNI@JFVOVNPagE'
        '=I*VH6MaLFYbPcXF6VLW-:J]QM[3F@RACUWGM,OLF>cCDcUMH?IEUNVNO`gD7LEYJ2>dOI!eSf[IFX>Z5A8`TO]9;:'
        'UD0XYJP.RNH/BEFfXPK,LHX;XPRciG,MFZL4:ePJ]fTg!JHYP[;KNaUQ_GJDVE1Y[@<(SPJ4gGHgYQLCM?YRYRSdkH'
        "8E0QCDI!GBU]L_SB?QGR<CEXLHV?A<M<?QRBI<K1A'_>?_QHC;EAQJQIJ[b?*B;N@AFYD?RZI[P?<NDO9@BUIES<>9"
        'J9<NO?F9HD>*[;<[NE@8B>NGNFGX_<)R3K;Q?iC9bjYk`77^<_:=JGE@c8@;Z;?^_9C>CTNFkKLk]UP/59K<^VWhoL'
    )),
    'tr': ('abcdefghijklmnopqrstuvwxyzáãåçéíóöüğışμ', (
        'Ks24:2:8698?2739<6H;.6>;DN6@rvU>ovvGNdLBN3Z-@A<9E?C6J<0=9;AS/9/=B1X>AY]_EV]]PGL@I]-U2>?8K?'
        '??<H:47.E<Q050A;Eq:8svxDoUvi`CYDv6h*FG<0DFG.WJ6KA2OH3GA1=Bf?OHkmAdkk@DZFWk9G)NO?+@N33XD?;G'
        '7Ob=GC7PZfLPhlnSdlG^>Z@Wl1l*IRE3VID+KE>FF/Fe?JJ9SKi>JknpJgnna@]AZn,n@A?>AJ?B<J5381@Bg/14@<'
        'AO37mqsAiqqcZ_T<q7f.KMH5C8N-U<6ID2B_*@:7MWcBMeikCbii!RWLUi0i,>@E6GC<1XB:FG2Ob2DA1GHf?PhkmS'
        'dkkH1Z4Wk4g+LNI0Q>O.VH9:;/D`8F:3NEdK=fjl>Ejj]SX;Vj)p;;;@?B@JCC40;0D?I646C>aR:=osuClsMf]MVB'
        's7d*>KF4NIL->=DGB6-]CCC2KUaHKcgiN`ggZPUJSg/L,GJM7KG=0LB<:C1Ed57;3=Bh>Rjnp:gnnH8!:Kn1m,@>>1'
        'I=V+!=9;H3HfLH<8EMk8TIprENppc?_>!p0j+2AL-TCA0YLA>E1<cE?F;FFh?QKmK@Amm`F!=Ym-n0D5/3X1@2G@<A'
        'C8JgJ:59AOl6CmqsAjqqdN`CHq0k>>BAAC:@A@703-==L/27>7AL@@jnpDgnnaX8QHn/g+E@D.RLB0WI=DF1@`9=;9'
        "OXG?Efjl8Gjj]FYBVj0_7DFA>IDG;N@?B=5F6>>1'FP!CF^bdI[bbUKPENb2m-><92E=F/?9:=>5Ff>;03?Jk<Mlpr"
        'JKKp@H_3Hp4n*LJK6NS<1^5=E>8Ag?A.6=_l=UmHsDjqqJB`0]q.O,IIK6XL=*]F=DC6Ug5:C8E_kICOqs;jqqN>_8'
        ']q-j39;99F8I>Z8672D4c035?;Kh>4Kmo@fmm`W!PBm5F*M?<-RME0WD9KB5Oa3>G3?Yf8OgkmRdkk^UZ>Wk1a)<HD'
        "06<91QCAD@3HZ@:7;IR_EH`dfL]ddWNSGPd*]/.C?;GBE-L>=@;>CV;;<?DNZ@D!_bGX__RINCK_.k'C:@1UES7ZG="
        'B;8Qd?I<7E!hGRjmoUJmm`@!=Cm*h0;3D.REE2WJ9KB6OaGGC:OYf5BgkmSdkk^FZ<Wk+!4AB>:FAD7K=;?,=0U0::'
        '>CMY?C[^`FW^^QHMAJ^7_7DEA=IDG:N@>A=%EX===AFP!BF]acIZaaTKPDMa5]5BC?;GBE8L>%@;>CV;;<?DNZ@D!_'
        'bGX__RINCK_2h)MNJ,RMP-WAGJF<Na9FF<OYe<Ogjl8cjj]CY;Vj(]0BD?<GBE9L?=/;>DV<<<3DN4AD!`bGY``SIN'
        'CL`4!4AB>:FAD7K=;?(,BU:::>CMY?C[^`FW^^QHMAJ^,Z3@A<9E?C6J<:=-;AS-99=BKX>AY]_EV]]PGL@I]7_78F'
        '4>IDG3N@/B*@FX77>BFP]C-^bdI[bbUK9ENb4d=596COIM@T2?7+E5],7:GLUbH=cgiA`ggZQVJ;g/c6HJ;;MHL7RE'
        'CFB4J!BBB(JTaGJbfhM_ffYPU-Rf%jCCQLITOSFY;;B=KCc45DM<[h@6imoCfmm`W<PAm-d.IJF1NIL-S6C8<8J]BB'
        '48KUaGKcfh4_ffYPU3Rf3Z3@A<9E-C6J<:-9;AS9-9=BKX>AY]_EV]]PGL@I]'
    )),
    'uk': ('ʼабвгдежзийклмнопрстуфхцчшщьюяєіїґ', (
        'M;l56876?L2UI25347592698?B2AwVGA@:QD)&hJWTVSR`UQUORPMOXONCT[Z]VarRaZaO_c:LY;HEGDBQFBF@CA>?'
        'H@?AELKNGQcC8))68T*^kE=:=8JT=T9:47.E@118?@9JFEvUNHLO?F7U@+P;PM0YO?OB6JC1Q25E1UDWGZlLHT[/Y]'
        '2W?+JPS51!R3QCAH45D66<AXVZS]oN^F^-!`4TH+<6GC2YO9NB3EC.G0@E5TS@PZlKZSD2X!3WL,SCGC02F2QE@B20'
        'S:5L8WEYR!nI:K]2[_2Wd;A8<:I!9M3628-=A.44AC@9DBoNI@]KAI1O!,?GJ>8SI.H3ED53?CBD1ONQJTfFUNU/SW'
        "<Vb%>DHD6ZD7OIBK?9H<BKDVUXQ[m3!H!2Z^-XeF=BBCOCAN,66-2L?::7QG99<IpO_X_IIM'UbBABH;LZAKO>G78:"
        'E;+7NVTAQAmLCAFII^4[K*G9FH8_U+T@?=M2K79?6OEOVKrROZa4_c3Xe-CQ?D3FS9R<<BH1HIKB6YW[T^p.<@I+]a'
        "'ZF/6BGR1^T8TF?DC4?H;O=NM!CNqQ`Y`5^b2[h.GB508QC2U9AE93XJ14>!P<JJs8M?a0_E1Yf:>0;9PC?OF82,0B"
        ':31:BBKHFHLPLFBDBL8S>-FLNK-XN;M<@D<1;6;?4T?UFYkJGSZ,X[2YO->><83]D1S:=<>/HB425D?CTGOPON_2]G'
        '6!i5F?WT6`V:V<>BB-@DC.<P<JWGs)bJb9`d0Zg-DAIR6_T2T@?E/2W.6A6ZD!C`qE`B`8^b-Ub35:88:B5KB766/@'
        ';163BJBFA@lL[J[I@A9R^1MJ:J8VLHKF>G:1N*@7.RQTMCiIXCX.VZ+S`/O@NK;WM<MG<8;1O?8?7SRUNXjJYRY*W['
        '6R_8AKMJ-VL3LFIGDENFEG2RQTMWi,B1X,VZ9Wd%SPRO7DR7Q;NL1>TLJF=XVYA]oN^W^:!_/MZ.I1>E3RG1G2D<?1'
        '>7@35MLOHSdDSLS<QU4FS-B?A>*KA.@:=;8:C;9;?GEHBL^=LFL:JN6YfHFEDAO]KOC%OC87KM4?RYXLT^MP?;CMLa'
        '0LY6=E67BQ9B-/<62?H560E7KNGQcCRKR@PT&Q^@C=MBHVLGK8?;/A85;9JR@@MWiHXQXEDD3MZ<I*19<RHCG4733A'
        'J/@5FNLOISeDSMSAQ>,Zg9>4?4PO@P28541?=892BDGG:FqQ`4EN9K&O!>K>K;FT?EI=3E5CL582HPNRKUgFV?VCTX'
        '3LY,H-HD7QGBF@;B?.I57B0MLOHRdCSLS7QU'
    )),
    'ur': ('μآؤئابتجحخدذرزسشصضطعغفقلمنويُِّٹپچڈڑژکگںھہیے', (
        'J4N9bU16<9PJ?P;C3>HvT@K8C6184hngn37=8nN08mT:;_)&u`dWNXZ^kk_pR]U_mwgcf^]HSQQjoipU[bXptTZod]'
        'Da6%`JOB9CDHUUJZ<G?IWbQMPHH?><;UZSZ@FLBZ^?DYNG9L0EdO@)=G?LZZN63@.M!fVQU:L;=5<Y^X_8JQG_c;H^'
        'S@:P*EdNSE=GHLYYN^2K0<[fUQT<LC:*9Y^W^CJPF^bC8]RK=OBMkVZMDDG?aaUf4D:Hcm]Y!HS2)69`e_f2BHDfjA'
        'GeZS+;,Rq!:.J??BKG?l2=6GRNG^M>D46/8RkQl<>FBIo:=I_B7]6IhSGE.KBG>HCc.FAG_jY:HQF4?60]DAc=NTEc'
        'f8Ba=A+C)JiSXD.DMQ;^Sc5P8E`kZBYQBC>:4^c!cHOUKcg==b1?1F7AfQUH-6KN!!Ba53@O^hXSWON=7,1C`ZaFBS'
        'Iae8A`UM.;5A_JNA0BDGUU-Z+F?IWaQLPHG2=447YSZ?ELBZ^>DYNG8K2@_INA*BCGTTIY4F.HVa0LOGG554:TYRY>'
        'EKAY]>CXMF8K.?dOSF1<I@ZZA_1@>:!fVQUMLD821A=X_DJQG_cCH^;4,A7BaLPC:DFIWWK!&HAJYcSNRJIA?==V[U'
        '!AGND!`@E[PH,M.OnY]K06><dN?iKA9CNpB[FD<<681chCN9=J4il8?g!A,D(IhSWB/6MP^^Rc9OAQ`jYUYQ?>8<2]'
        'b!cANUKcgGCaWC/T.NlW[N3A4TbCVg8SEFdn<G]@J8253KfGg.;KIgk4Qf[S-J-GePTG3HAM[[A`0L8O]gWRBN=2/9'
        '6B_Y`?KRH`d:J_TA,Q1?^IM@7ACF1T/Y0E>GV`PKO5F4<:,SXRY>DKAY]=BWME7J*=!FK=4?@DQQFV8C;ES^MILDD;'
        ':87PVOV;BH>VZ;@UJC*G-CbMQD+9GJXXL]3IBKZdTOSKJB@>7W!V]BHOE]aAF!Q:+60=dOSF6=ILZZ7_.KDM!fVQUM'
        "L/9@8Y^X_DJQG_cCH^S>)P8DbMQD-:GJXX;]'76LZdTOSKJB9>8W!V]BHOE]aAG!QJ5N4HgRVI1J>9]]Qb+NGP^iXT"
        ":PO3E<1BaBb7MSJbe5K`UN,S5IhRVI7>'P]]<bD:@B_j;UXPP=F=;!b[bGMTJbfFLaV2/S/MlVZM.<PCKKAf8=;Ccn"
        'GKCTTG:90CfEG;?XDfj>?eZ>)=+NmW!G.6@KbbLg4B;;Ho^7:KF9K73FgFML<DEgk>Gf[?/F+PoYJG1BF@dd>iD=8C'
        'Oq`!NWWFBE3FJbH3M@/Om93h]A.H/Po;^936=AeeEj0>4AfqO!_D34616HiHj:>D?Om8<h^D3A2@_JNA/B3GUUIZ0F'
        '37VaPLOHG>=+:TYSZ?EKAZ]67XMF8K3>]HL?0@BESSGX1D=/T_NJMFE2;.8RWQX=CI@X[.AVKD6I2@_IM@78CGTTIY'
        '3F25VaPLO8G4=+:SYRY78KAY]48XMF7J/>]HL?-@BESSGX1D=FU_OJNFE=;99RWQX=CJ@X!<AWLD-./OmX!O*PRVcc'
        'Wh/@8Deo_[^JU=?93bgKhESGPhl:DgGB.@0JiSXK+LM@^^Sc4PBD`kZVYQQ<G7.^EEc<OUCcg<MbWP+:-EdOSF1GIL'
        'ZZN_;KCM[fUQTML4<72Y^X_5>PF_b7H]?K*:*LkUHF/FOS``Ue/3JGbm!XHSS??<1_e^eJQDMei>=dHG04*A_JNA8B'
        "DGUUIZ<F?IWaQLPHG?=;0TYSZ?ELBZ^>DYNF)K4?^IM@7ACFTTHY;E>GV`PKOGF=-:'SXRY>DKAY]=BWME7J.NmW!N"
        '+FAKbbWg2T6Bdo^Z]KU6:6/LgLL;GYIHkBJf??/C0DiSFJ.?MF^^Sc->@B`kZVYQQ6B6,]BFcCNUKcG@Mb9E1T%DbM'
        'QD;EGJXXL]?IBKZdTO2KJB@>>W!V]BHOE]aAF!QI;N4EdOSF+GILZZN_5KDM!fUQUML821,Y^X_DJQG_cCH]SK0<)I'
        'hRCI/KBC]]Cb3C9Q_jYUX?PA:40!bDbGMTJbfFLaVO0S+Nr]a;0><AhhAm7:7<RtK_bH?5;-3glfm7@K<mp5<G`=H^'
        '#Us^bULVX[ii]nPZS]kue`d![SQOOhmgnSY`VnrRXmbZL_'
    )),
    'vi': ('abcdefghijklmnopqrstuvwxyzàáâåçèéêíóôùúüăđơưʼ̣̀́̃̉μ', (
        'LV760:@<26<@6726A7=;6-@:DACCfHBVyehWjmTdPVh4T^vYW_]_R,!.A<A=H9;.JA>=6/AJ=?9<EHKCILJC``KN=P'
        'TBJS[NCAD!?>ECF`*RD?>9BC<=8C:34.@>H298<@@E=>b`YvRadSRjX`iqdYWZrUTC7>v5j*OBF3AG>.XF@KD1OG4M'
        'A3S:Y:WZAQnnY!@^b>XaH5QORjMKSQTn-m2RFG9EJ(;[JDAE5SK7PB3VY!TKLE?qq!`Oa=6Ldl_TBGmPOVTWq-j.OJ'
        '@1VCA.@O;AD.BX>MG6SGY;GZX>nnY!K^bPXai;QO7jMKSQSn-m7A;=6K;H<G;28/8AK/27;>9@?>!ZTpp[_N`dR[dk'
        '^TRULONVSVp1f/KGL4S5E1TK8?A0?T+I54ORUMSVTNjjUYHZ^LU]eXMKNfIHOMPj&r4ERN:OI=,`KAMI9W`;MO7ZGa'
        'D_I_Iuu`dSeiD`iqdYWDrUS[X[u0m1RNS8Z<L1[KBBA6H[DC@/VL]CE:66qq3E<Be7MGlITB.MPOVTWq/R1>9C@K?M'
        'CAA8=1BBD;99C@]FHKaKGtt`K*eNW_RpcX/Yq@RBG?t5e,>F>=RBD+?>GF@3-SFHB1NQTLRUSMiiTXGY]KT!dWLJMe'
        'HGNLOi.i.BDN8G@00G@<6?2@W9?>4R8X4VYWPmmX[>Ca=W`h[PNQCLJRPRm0l+<E;1X<G.Z;5CF1FZLC<6FJJ>XBFS'
        'ooZKM;G:ZcjKSQ>lNMURUo.K,3AQ3XDE/ZQECD4:GHBI<JD[8Y[GFKo[7C`c@1ckES=TlOMURUo,r2J;67^(56HGDF'
        'D=LQNF;@PKQBFa_YuR`RNeRJ`KRIYWPrTSZX[u+l9=@A?E;AA?924/:>K25798ABA>!>Spp[^M`dRZck^SQTlCMUCB'
        'p,j.B?F.V@.1XOBED5<X:@=8SVYFWZXQnnYGK^bPXaG!QORjMKSQSn3g9LGL=SDF9ULHHA=L>GJ=%PSVNTWUNkkVYH'
        '[_MU^fYNLOgJHPNPk1l-:E83C5B/Z:F;>3JK<<:0GB[>B[C;ooZHMBL?Z?L]SDTlOMURUo/k0H8Q3XH20Y6;B<3QE;'
        ';/7E<Z9X[@RooZCMCcDZbj]RPSkNMTRUo0p2JFU9!L1(^UGGF7J^4<B9CNHENEH9ss^bCKgD^gobWM>pSQYVYs.l5='
        '?98E9G8H<9;0F:Z277B?CA9=!K/pp[^N`d6[ck^SQTlONU6=p5h-LH:0TDG+UL9I?3MVH=E6PTWNT1DOkkVZB[_=;^'
        'f=O?:hJIPNQk.f(@GL0:=92T@HGA6LTG?;GORU@SVTMjjUXHZ^LT]eXMKNfIHOMPj2b594G-N>;-PF9C<<GP<E84JN'
        'QHNQ6IeePT9:Y=P>`SI4=bDCKHKe)h.M<=6T?G;VA>;:;MV4=9;ETWO?WUOkkWZ8!_NV_gZOMPh775=Qk0e+5EK-Q='
        'D0SJ;F<3KSF;=4NQT?@USLiiTWFY]KS!dWLJMeHGNLOi(hBMHNITEG.VMJI,0NVIKEHQTW4UXVOllWZI!`NV_gZOMP'
        'hKJQORl0f@K1LGSCE-TKH>*:/T>I2>ORUMSVTMjjUXHZ^LT]eXMKNfIHOMPjCmGRMRMYILG[RN<7MR[MPJ.UY!.Z!Z'
        'Tpp!_NadS[dl_TRUm/3E*0p4_9C?D?K;>9MC%@9?DM?B<?GKNEKNLFbbMQ@RVDMV]PFDG_A@HEHb4_%C?D?K;>9MC@'
        '@9?DM?B<?GKNEKNLFbbMQ@RVDMV]PFDG_A@HEHb#rLWSXS_OQM`WTSMSX`SUPS[^bY_b`ZvvaeTfjXaiqdYW[rUT[Y'
        '!v.c8H.IDP@B>QH:6>DIQDF(:LO;JPSQKggRUEW[IRZbUJHKcFELJMg=sMWSXS_HRMaWTF=SXaSVPS[_bY_b`Zvvae'
        "TfjXajrdZX[s2$K76v2b7G1GCN?A<PGDC+83PBE,B3NQIORPIffQTCVZHPYaTIGJbECKILf'b<GCHCO?A4PGDC-CHP"
        '/E?CKNQIORPIffQTCVZHPYaTIGJbEDKILf0kEPDQLX>JBYPA:-AQYLNCLBWZRX[YRooZ]M_cQYbj]RPSk*0B/3oDo$'
        'SOTO[KNI]TPP3OT]ORLOW[^V[^!Vrr]aPbfU]fnaVTWoRPXUXr2`:E2EAL=?/NEB64A*N@C.@ILOGMPNGddORATXFN'
        'W_RGEH`CAIGJd3]7B=B=I9<7K0>07=BK0,:=EILDJLJD``LO>PTCKT!ODBE]@>FCF`<f@KFLGRCEATKH2/GLTGIC:O'
        'RUMSVTMjjUXGZ^LT]eXMKNfI(OM+j?l-QLQLXHK6ZQMMFDQZLOILTX[SY7Y>oo[^>_c&Zck=S69lOMURUo8pJTPUP!'
        'LOJ^TQQ2PU^PSMP@!_V!_]Wss^bQcgU^gnaWUXp$8CG6s6m>RNSNZJLH[RONHNS[NPKNVY]TZ][Uqq!`OaeS!dl_T.'
        'VmC2&T7q,]7B=B>I:<*KB?>7>BK=@:=F/LDJMKDaaLO>QUCKT!ODBE]@>FDGa&t>XTYT`PSBaXUU)TYbTVQ?!_EZ`c'
        'a[wwbfUgkYbjre[Y!tVU!Z]w5sMW3XS_OR9`WTD$SJaSU9I[_bJ_b`ZvvaeTfjXaiqdZX[sUT[Y!v$oASOTO[KNI]S'
        'PP69T]ORLBW[^U[^!Vrr]aPbfT]fm`VTWoQPXUXr+n0SNSOZKM6!SP?).S!OQK<WZ]?[^!Urr]`ObfT!em`USVnQPW'
        'UXr-jDO-OKVGI5XOL7.>.XJM07SVY7WZXQnnY!K^bPXai!QORjMKSQTn2!6A<A=H+;7JA>+6=AJ=?9<EHKCILJC``K'
        'N=PTBJS[NCAD!?>ECF`'
    )),
}

SIGNS: dict[str, list[str]] = {
    'zh': [
        '4 语',
        '5 亚克尔时间',
        '6 利加尼巴拉文斯西里阿马',
        '7 令兰准卡塔塞夏多岛布德标格比特瓦纳罗萨',
        '8 东中乌伊元北南卢古吉哥国圣地坦埃大奥姆字安库新欧法波科第米索维美群英诺达部鲁',
        '9 丹伦伯体兹内列努勒印和哈图土圭基太夫奇威希帕平度得恩托提摩方日普曼月朗林查根桑森泰洋洛洲海澳牙班瑞瓜皮福立苏莫蒙迪那郎金隆雅雷非',
        '10 丁书什他代以伏位佛俄保公其几凯别制区千升单博厘及叙可台周喀堡墨士密富属州币廷弗戈扎拜拿捷期木本杜果梅毛毫汤沃沙济港爱玻留疆秒穆符约纽绍耳肯脱色节茨荷莱菲蒂贝赫路道镑门陵韦韩顿麦黎',
        '11 一三不世乔也二五京仑佩像兆先光兑六典冈冰分切刚力劳勋匈匙十华厄参叶号司各合四坎坡城堪复夷夸奈委子孟宛宽宾察寸小尤尺山崴帝干开形彼律意挝挪换撒教敦斐旧昂明星智未朱来求汉汗治泊津活浦液温湾点爵牛玛琳瑙甘申甸白百的盎盖盾知码磅秘素缅老耶联胡腊舌艾芬苗萄葡角言豪贡货贾资赛赞越辛迈逊速邦都鄂量锡陀际陶霍面音领香高黑齐',
        '12 μ万上下丘个乍买亩人伐休会伪伽低依信俾假傣僧八共写半危发变名吕吨品哇唐因固埔壤天契女嫩孔季学宁定寨巽市帐年底康延式弧当彝径微怀悉慕戴户所打扬投支政数旁旦旺昆易昭望朝札权杯杰松极柏柬柱梯梵棉楚母氏民汞汪汶汽注泽洪涅满热焦爪犹珀球瑟甜甫电界盟直真石硬碑祖种穹突简算粟累繁线罕翁翰腓舒芳蒲蒸蓬藏融行表计让记诞谢象质费赤边通遮酋钟钦铭银阳靼鞑页魁鲜默',
        '13 Ω七丰主丽乃乐九亨亿今仰仲份传佐佳侣傈僳党关兴农冷凉凤凰剑务包卞占压原双史后向吴吾告呐咯哲嘉回块坚坝坤培堂堤壮外奎套奴婆孜宗宜客室宴家容宿寻尚尧屿岸峡工差引录志思恰情拍指掸揭摄撮改整族无昙晋晚朋术杉李杨板柳柴桥桶楔楠模檀次款毕气永河沼流测浑混湘滴潘澎灿照片率现珠琼用田登皇盲矶社票禄离秋空窝答粤糖级纪统绪考聪肖育腾臣艮良芒芙芝花若茶草萧著葛衡见讷试诗调谚谬谷账赣距车转辅辑迅远迦途逻遗重钯铂铢长闽陆青革顷项须风首骚鹘黄',
    ],
    'zh_Hant': [
        '4 文',
        '5 亞時間',
        '6 克利加島巴拉斯爾西里阿馬',
        '7 令卡夏多尼布標比準特瓦納維羅群蘭達',
        '8 中伊伯公列南古吉哥國地埃基塔塞奧威字安庫德托東格歐法波洛洲烏盧科第米索美聖英薩語諾那部魯',
        '9 丁丹倫元內勒北印及哈圖土圭坦堡士大太夫姆屬希帕幣平披提摩新方普曼朗杜林查根森沙治洋海澳牙瑞瓜皮福紐耳茲莫蒙蘇貝赫迪郎金隆雅雷非體',
        '10 三什他以位來俄保其分別制力區千升可和喀喬單墨奇奈密富小尤尺州幾底度廷弗恩愛戈扎拜拿捷撒斐日明月木本桑梅次每毫沃泰港玻班留白百秒立符約肯脫與色艾荷華菲萊萬葉蒂蓋角賽路辛週都鎊門開陵韓頓麥黎',
        '11 一世伏伐佛佩侖假傣先光典冰凱剛努勞勳匈匙半博厄參台史司合名吐品嘉四因坎坡城域夷夸契奴委子孟宛寬寸尚山崴市帝席干康形彼律得復挪揚換敘教數旺昂易星智書會期未札朱松果柏楚模欽母氏汗汶泊活溫濟灣然爵瑟瑪甘由申甸盎盾知碼磅秘穆突節紹緬耶聯胡臘舊芬苗萄葡蒲號言計變象豪貨賈賓賴越轉速道遜鄂量銀錫陀陶陽霍音頁香高點齊',
        '12 上下不二五亨京人代休低佐依俾偽像僧億兆六共凰切十原各噸圓垂埔培堪壤夕天奎女嫩宗察寨寫寮尖岡岸帛年徑微性息意慕懷戴手打攝支政敦斤旁族旦昆昭杯杰柬柯柱柴梵棉極民永汞河注洪流浦液湯溪滿漢潘澤濃焦片牛狄猶獅球理琉琳瑙甜用甫界畝畢當的直真石硬碑祖穹簡粟系紀素紮線繁罕義翰自興芳茅茨葛融行衣覺訥話誇誕諸謝讓貢買費質赤農迦通邊釐銘陪際面革靼韃韋魁鳳黑',
        '13 丘乃也今仰伽佈住例侶俗信個傑僑僳價兌八冷凡券刻創劍包化匹卞占卻同吞吳吾呂告哇哪哲唐啟囉回固圈圜坤堅堤場墎壓壯外夜央套如婆孔孜學宏定宜客室家容宿寧尋少峇峽崙嶼川差巽幕庇廣式弟弧彝彞彭心志念思恰悉情或承拼指揭撣撮擔改晉曇曲朋望杉李栗桶梨梯楊楔橋檀權款歌殊毛氣汪油沼派涅測渾湘滴漠澎無熱燦燭爪版率珍現琴瑤甲略疆登發皇盟目盲磯社祕祿種空站竹答簫粵糖級累綜綽緒繆繼考育腓臣舒般芒芝茵茶莎蓬藍藏處蚩衡表裏視記試詩調談諺謬谷豐贊贛跎距車輔輯途遠遮邁邏邦酒銖錄鐘閣閩闊闐關陸雙離雪雲電霧露靈青頃項順須領風首鮑鵝鶻麗黃默黨',
    ],
    'ja': [
        '4 ルンー語',
        '5 アストラリ時',
        '6 ィイカクシジタドナニバフマロ字文間',
        '7 ウエオガキグコサダチッテデパビブムメモャュレ夏標準',
        '8 ェォギゴセソツネノハピプベペボポミワ中国島諸部',
        '9 ァゥケザズゼヌヒヘヤョヨヴ南地東米英西',
        '10 ゲゾホユ北古基央州平新方日月毎洋量領',
        '11 な不仏代位体兌共半単台合和大太換明曜本民水港湾秒立記通連金銀韓香',
        '12 さじの世人会低光別力勘区号域定山岳年度形教書朝期柱極母液漢特用華衆行言話貨質邦重陽音高鮮',
        '13 μしま主似元典分原四土女小尺径手政数昭木氏気注海混火球疑碑簡級線繁表象赤速道里長陸階際風首',
        '14 かがきすたつはひびぺみらるをヮ丈上京仮住先内円出刻加効勺十厘及名呉周回圏圧壌声天子学官客家容寸岸川市帝広底式引当成才承摂改斗族旧有梵楔権欧歩治泊法洲湘湿満滴点無熱物現町界畝発的目真石社神種節紀結統絵継編義翌聖自草蒸融複視詩贛転辺週開閩離電非革項馬鯨',
    ],
    'ko': [
        '4 어',
        '5 라르리스시아',
        '6 간나드로마문바이자준카크트표',
        '7 가계고니도디레루미부브비사우인제지코키타티파페프하',
        '8 국그기남네노다대데동란랑러린메모베보서세소수야에오와유일주중쿠탄터토투피호',
        '9 곱과구누뉴단달당두랜럽만말버볼북블산섬슬안알앙양엘영예운월웨위조즈질차체츠치칼케콜킬태테팔포푸화히',
        '10 갈골글금덴독람랍령롬롱링멕멘몬몰몽민밀반발방벨본불빌살상샤센슈식신실애언엔온요울저전집칠칸캄콩클탈통튀평폴핀한헤헨환후',
        '11 감갤게곤공광권길난냐느는더덜뒤들랄램량런렌렘렛론롤룩룬류릭릴맥맨멜무분빈샨선셈셔셸솔쇼슨싱악암액얀얄없역올옴완왈원은음잔잠장정존줄진짐채초추캐커켈콘콰콴쿡쿼턴텀텔톤틀퍽펀폰푼필할헝헬형홍회흐힐',
        '12 μ각거겐경곽관교군귈극깃꼬날년논놈닉닌담델둥딩래랭럿렐력련룰륙름림매맹머먼명목뮤및번벤벵변별삼생섹셀셜속솜순심쓰씨앤앵얍엠연옛옹외워율융응의재적절족졸첸친컵켄콥쿨킨텡톡톨툼특틱틴틸팀판팡패퍼펜펠풀플핏함합해행헥힌힝',
        '13 강개갱건걸검겔곰곳괌귀까끄낙낭내냉냔너널넨넬넴녹놀뇬눅눌눔닐닥던덤돌둠듀듐딘딜랴럴렙렝려료룸뤼른를막망먀몸뭄므믹밍박밤배백법벰봉붐뷔븐빅색샌샴샹설섭성션숨쉬습싯싸쏘않압앗얏억엣열옉옌옘욕용움웬윈임잉잘쟘점젠젤종죽줌즐챠천첼쳐촉총촨출취칭캉캬컨콕콤쿄쿤퀘퀴킴킹탕탠탱텐톰툴팜팩펄펙펭폐폼퓌픽학항핼햄향허현혼홀힘',
    ],
}
